import { exampleSeed } from '../../testing/example-seed.ts';
import { type RecordedCall, type Replayed, readCalls } from '../../testing/recording-score.ts';
import { at, type TwinsProcess } from '../../testing/twins-process.ts';
import { readOktaDescription } from './described.ts';
import { replay } from './replay.ts';

export const recordingsFile = 'okta-recordings.jsonl';

/** A replayed call, and which operation of the twin took it. */
export interface ReplayedCall extends Replayed {
  operation: string;
}

/** Replays the recorded tests, each in an org of its own; without `tests` all of them. */
export async function replayAll(twins: TwinsProcess, tests?: readonly string[]): Promise<ReplayedCall[]> {
  const described = readOktaDescription();
  const replayed: ReplayedCall[] = [];
  for (const [test, calls] of Map.groupBy(readCalls(recordingsFile).filter(isAnswer), call => call.test)) {
    if (tests !== undefined && !tests.includes(test)) continue;
    const namespace = `recordings-${test}`;
    await twins.admin('PUT', at(namespace), { seeds: { people: exampleSeed.people, okta: exampleSeed.okta } });
    const found = await replay(await twins.forward(namespace, 'okta'), calls, described);
    // What was asked before the recording began made what it found there.
    const operations = (await operationsOf(twins, namespace)).slice(-found.length);
    replayed.push(...found.map((one, place) => ({ ...one, operation: operations[place] ?? '' })));
  }
  return replayed;
}

/** Which operations were asked for in a namespace, one for each request. */
export async function operationsOf(twins: TwinsProcess, namespace: string): Promise<string[]> {
  const { body } = await twins.admin('GET', at(namespace, '/journal?direction=in'));
  return (body['entries'] as unknown as { operation: string }[]).map(({ operation }) => operation);
}

/** Not the moments in which the recorded org was over its limits, nor answers of the recorder itself. */
function isAnswer({ status, body }: RecordedCall): boolean {
  return status !== 429 && (body as { message?: string } | null)?.message !== 'Resource not found';
}
