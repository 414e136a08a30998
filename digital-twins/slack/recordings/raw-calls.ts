import { readFileSync } from 'node:fs';
import { vendorFolder } from '../../testing/openapi.ts';

/** One recorded exchange as the file has it. */
export interface RawCall {
  test: string;
  url: string;
  status: number;
  body: unknown;
  /** The form, or the bytes of a file. */
  sent: string;
  hadToken: boolean;
}

/** The file with the recordings, in the vendor's folder. */
export const recordingsFile = 'slack-recordings.jsonl';

export function readRawCalls(): RawCall[] {
  const lines = readFileSync(new URL(recordingsFile, vendorFolder), 'utf8').trim().split('\n');
  return lines.map(line => {
    const { f, u, s, b, rb, reqh } = JSON.parse(line);
    return { test: f, url: u, status: s, body: b, sent: rb ?? '', hadToken: reqh?.Authorization !== undefined };
  });
}
