import type { Duplex, Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { StartRequest } from './inside/held-station.ts';
import { messageTypes, readMessages, writeJson, writeMessage } from './inside/message.ts';
import type { Mux } from './inside/mux.ts';
import { brokenOff, parseObject } from './station-answer.ts';
import type { ExecOptions, ExecResult, StationSource } from './station-runtime.ts';
import { tarOf } from './tar.ts';

/** Put the code into the workspace. */
export async function requestUnpack(mux: Mux, source: StationSource): Promise<void> {
  await request(mux, `unpack:${source.commit}`, source.bundle());
}

/** Put small files beside the workspace; names may hold folders. */
export async function requestInputs(mux: Mux, inputs: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(inputs).length === 0) return;
  const files = Object.fromEntries(Object.entries(inputs).map(([name, text]) => [cleanName(name), text]));
  await request(mux, 'inputs', tarOf(files));
}

export async function requestStart(mux: Mux, start: StartRequest): Promise<void> {
  await request(mux, 'start', JSON.stringify(start));
}

/** A byte stream to a port inside. */
export async function requestPort(mux: Mux, port: number): Promise<Duplex> {
  const stream = mux.open(`tcp:${port}`);
  await stream.accepted.catch((error: unknown) => {
    throw new AppError(
      'unavailable',
      'station.port-closed',
      `Nothing answers on port ${port} of the station: ${messageOf(error)}.`,
      { cause: error },
    );
  });
  return stream;
}

/** The work as a bundle. The returned stream breaks with an `AppError` when it could not be made whole. */
export function requestCollect(mux: Mux, base: string): Readable {
  if (!/^[0-9a-f]{40,64}$/.test(base)) throw new AppError('invalid', 'station.bad-commit', `${base} is not a full commit id.`);
  const stream = mux.open(`collect:${base}`);
  stream.end();
  const output = new PassThrough();
  void relayData(stream, output);
  return output;
}

async function relayData(stream: Duplex, output: PassThrough): Promise<void> {
  try {
    let isWhole = false;
    for await (const { type, payload } of readMessages(stream)) {
      if (type === messageTypes.error) throw errandError(payload);
      if (type === messageTypes.json) isWhole = true;
      else if (!output.write(payload)) await new Promise(resolve => output.once('drain', resolve).once('close', resolve));
    }
    if (!isWhole)
      throw new AppError('unavailable', 'station.tunnel-broken', 'The station broke off while its work was being collected.');
    output.end();
  } catch (error) {
    stream.destroy();
    output.destroy(error instanceof AppError ? error : brokenOff(error));
  }
}

export async function requestFile(mux: Mux, name: string, maxBytes: number): Promise<Uint8Array | null> {
  const { json, data } = await request(mux, `read:${maxBytes}:${cleanName(name)}`, '', maxBytes);
  return json['isFound'] === true ? data : null;
}

export async function requestExec(mux: Mux, argv: readonly string[], options: ExecOptions): Promise<ExecResult> {
  const stream = mux.open('exec');
  // The station counts the time itself; this one is for a station that does not.
  const timer = setTimeout(() => stream.destroy(new Error('timeout')), options.timeoutMs + 5000);
  writeJson(stream, messageTypes.json, { argv, maxBytes: options.maxBytes, timeoutMs: options.timeoutMs });
  for (let at = 0; at < (options.input?.length ?? 0); at += 32_768)
    writeMessage(stream, messageTypes.input, options.input!.subarray(at, at + 32_768));
  stream.end();
  try {
    return await readExec(stream, options.maxBytes);
  } catch (error) {
    throw error instanceof AppError ? error : brokenOff(error);
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

async function readExec(stream: Duplex, maxBytes: number): Promise<ExecResult> {
  const output: Record<number, Buffer[]> = { [messageTypes.stdout]: [], [messageTypes.stderr]: [] };
  let size = 0;
  for await (const { type, payload } of readMessages(stream)) {
    if (type === messageTypes.error) throw errandError(payload);
    if (type === messageTypes.json)
      return { ...exitOf(payload), stdout: join(output, messageTypes.stdout), stderr: join(output, messageTypes.stderr) };
    size += payload.length;
    if (size > maxBytes) throw new AppError('exhausted', 'station.output-too-long', 'The station sent more output than it may.');
    output[type]?.push(Buffer.from(payload));
  }
  throw brokenOff(new Error('no exit code came'));
}

function exitOf(payload: Buffer): { exitCode: number; isTruncated: boolean } {
  const value = parseObject(payload);
  if (typeof value['exitCode'] !== 'number') throw brokenOff(new Error('no exit code came'));
  return { exitCode: value['exitCode'], isTruncated: value['isTruncated'] === true };
}

function join(output: Record<number, Buffer[]>, type: number): Uint8Array {
  return Buffer.concat(output[type] ?? []);
}

/** Sends a body, and takes data up to `maxBytes` and one closing answer. */
async function request(
  mux: Mux,
  name: string,
  body: Readable | Uint8Array | string,
  maxBytes = 0,
): Promise<{ json: Readonly<Record<string, unknown>>; data: Buffer }> {
  const stream = mux.open(name);
  // The answer explains better than the broken pipe why the body was not taken.
  const sent = isReadable(body) ? pipeline(body, stream).catch((error: unknown) => error) : void stream.end(body);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const { type, payload } of readMessages(stream)) {
      if (type === messageTypes.error) throw errandError(payload);
      if (type === messageTypes.json) return { json: parseObject(payload), data: Buffer.concat(chunks) };
      size += payload.length;
      if (size > maxBytes)
        throw new AppError('exhausted', 'station.output-too-long', 'The station sent more than was asked for.');
      chunks.push(Buffer.from(payload));
    }
    throw new Error('no answer came');
  } catch (error) {
    stream.destroy();
    throw error instanceof AppError ? error : brokenOff((await sent) ?? error);
  } finally {
    stream.destroy();
  }
}

function isReadable(body: Readable | Uint8Array | string): body is Readable {
  return typeof body !== 'string' && !(body instanceof Uint8Array);
}

function errandError(payload: Buffer): AppError {
  const value = parseObject(payload);
  const message = String(value['message'] ?? 'failed').slice(0, 4000);
  if (value['code'] === 'disk-full') {
    return new AppError('exhausted', 'station.disk-full', `The station's disk is full: ${message}`, {
      hint: 'Free some disk space, then try again.',
    });
  }
  if (value['code'] === 'commit-missing') return new AppError('invalid', 'station.commit-missing', message);
  if (value['code'] === 'workspace-broken') return new AppError('invalid', 'station.workspace-broken', message);
  return new AppError('unavailable', 'station.request-failed', `The station could not do it: ${message}`);
}

/** A relative path without ways up. */
function cleanName(name: string): string {
  const isBad =
    name === '' ||
    name.startsWith('/') ||
    name.startsWith('-') ||
    name.split('/').includes('..') ||
    name.includes('\0') ||
    name.length > 400;
  if (isBad) throw new AppError('invalid', 'station.bad-name', `${JSON.stringify(name)} cannot be a file name in a station.`);
  return name;
}
