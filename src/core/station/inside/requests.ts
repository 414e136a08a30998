import { connect } from 'node:net';
import { type Duplex, Writable } from 'node:stream';
import type { HeldStation, StartRequest } from './held-station.ts';
import { join } from './join.ts';
import { type MessageType, messageTypes, readMessages, readText, writeJson, writeMessage } from './message.ts';
import type { OpenRequest } from './mux.ts';
import { exitOf, spawnAs } from './run-as.ts';
import { serveTerminal } from './terminal-stream.ts';
import { collect, ErrandError, linkDependencies, readFileIn, takeInputs, unpack } from './workspace.ts';

/** What the host may ask of a station. The name of a stream is `WORD` or `WORD:ARGUMENT`. */
export function serveRequest(request: OpenRequest, station: HeldStation): void {
  const [word, argument] = splitAt(request.name, ':');
  if (word === 'tcp') {
    openPort(request, Number(argument), station);
    return;
  }
  if (word === 'terminal') {
    serveTerminal(request.accept(), Number(argument), station);
    return;
  }
  if (word === 'watch') {
    serveState(request.accept(), station);
    return;
  }
  const handle = errands[word];
  if (!handle) {
    request.refuse(`unknown request: ${word}`);
    return;
  }
  const stream = request.accept();
  const answer = (type: MessageType, value: unknown): void => {
    writeJson(stream, type, value);
    stream.end();
  };
  handle(stream, argument, station).then(
    result => answer(messageTypes.json, result ?? {}),
    (error: Error) => answer(messageTypes.error, wireOf(error)),
  );
}

type Errand = (stream: Duplex, argument: string, station: HeldStation) => Promise<unknown>;

const errands: Readonly<Record<string, Errand>> = {
  unpack: async (stream, commit, station) => {
    const { dependencies } = station.setting;
    await unpack(stream, commit, station.runOptions());
    if (dependencies) await linkDependencies(dependencies.root, dependencies.path, station.runOptions());
  },
  inputs: (stream, _argument, station) => {
    const into = station.setting.purpose === 'setup' ? station.places.work : station.places.in;
    return takeInputs(stream, station.runOptions(into));
  },
  start: async (stream, _argument, station) => {
    if (station.state().phase === 'empty') station.setFilled();
    await station.start(JSON.parse(await readText(stream)) as StartRequest);
  },
  collect: (stream, base, station) => {
    const request = { base, tmp: station.places.tmp, ignored: station.setting.dependencies?.path ?? 'node_modules' };
    return collect(request, messageWriter(stream, messageTypes.stdout), station.runOptions());
  },
  read: async (stream, argument, station) => {
    const [maxBytes, name] = splitAt(argument, ':');
    const options = station.runOptions(station.places.out);
    return { isFound: await readFileIn(name, Number(maxBytes), messageWriter(stream, messageTypes.stdout), options) };
  },
  exec: runCommand,
};

type ExecRequest = { readonly argv: readonly string[]; readonly maxBytes: number; readonly timeoutMs: number };

/** First message: the request; then `input` until the end of the stream. Answers `stdout`, `stderr`, then the exit code. */
async function runCommand(stream: Duplex, _argument: string, station: HeldStation): Promise<unknown> {
  const messages = readMessages(stream);
  const first = await messages.next();
  if (first.done) throw new ErrandError('failed', 'no request');
  const request = JSON.parse(first.value.payload.toString()) as ExecRequest;
  const child = spawnAs(request.argv, station.runOptions());
  const end = (): void => endGroup(child.pid);
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    end();
  }, request.timeoutMs);
  stream.once('close', end);
  const budget = { left: request.maxBytes, isTruncated: false };
  const outputs = [child.stdout, child.stderr] as const;
  for (const output of outputs) {
    output.on('data', (chunk: Buffer) => {
      const bytes = chunk.subarray(0, budget.left);
      budget.isTruncated ||= bytes.length < chunk.length;
      budget.left -= bytes.length;
      if (bytes.length === 0 || stream.destroyed) return;
      if (writeMessage(stream, output === child.stdout ? messageTypes.stdout : messageTypes.stderr, bytes)) return;
      output.pause();
      stream.once('drain', () => output.resume());
    });
  }
  void forwardInput(messages, child.stdin);
  const { exitCode, reason } = await exitOf(child);
  clearTimeout(timer);
  stream.off('close', end);
  return { exitCode: isTimedOut ? 124 : exitCode, reason, isTruncated: budget.isTruncated };
}

async function forwardInput(messages: AsyncGenerator<{ payload: Buffer }>, stdin: Writable): Promise<void> {
  try {
    for await (const { payload } of messages)
      if (!stdin.write(payload)) await new Promise(resolve => stdin.once('drain', resolve).once('close', resolve));
  } finally {
    stdin.end();
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function serveState(stream: Duplex, station: HeldStation): void {
  const send = (): void => void writeJson(stream, messageTypes.json, station.state());
  const stop = station.watch(send);
  stream.once('close', stop);
  stream.resume();
  send();
}

function openPort(request: OpenRequest, port: number, station: HeldStation): void {
  const { declaredPort, port: truePort } = station.setting;
  const socket = connect({ host: '127.0.0.1', port: port === declaredPort ? truePort : port, allowHalfOpen: true });
  socket.once('error', error => request.refuse(error.message));
  socket.once('connect', () => {
    socket.removeAllListeners('error');
    join(request.accept(), socket);
  });
}

/** A writable that wraps what it gets into messages; its end does not end the stream. */
function messageWriter(stream: Duplex, type: MessageType): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (stream.destroyed) return done(new Error('gone'));
      if (writeMessage(stream, type, chunk)) return done();
      const next = (): void => {
        stream.off('drain', next).off('close', next);
        done();
      };
      stream.on('drain', next).on('close', next);
    },
  });
}

function wireOf(error: Error): { code: string; message: string } {
  return { code: error instanceof ErrandError ? error.code : 'failed', message: error.message };
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
