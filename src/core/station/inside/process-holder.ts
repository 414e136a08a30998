import { chmodSync } from 'node:fs';
import { exitOf, type RunOptions, spawnAs } from './run-as.ts';

export type ProcessRequest = RunOptions & {
  readonly argv: readonly string[];
  readonly tty: { readonly cols: number; readonly rows: number } | null;
};

/** The one process a station is for. `ended` resolves after its last byte of output has been handed on. */
export type HeldProcess = {
  readonly pid: number;
  readonly canResize: boolean;
  readonly ended: Promise<number>;
  write(bytes: Buffer): void;
  resize(cols: number, rows: number): void;
  /** Stop and go on reading its output: a process that nobody reads from waits. */
  pause(): void;
  resume(): void;
};

export async function holdProcess(request: ProcessRequest, onOutput: (bytes: Buffer) => void): Promise<HeldProcess> {
  if (!request.tty) return holdPlain(request, onOutput);
  const pty = await import('node-pty').catch(() => null);
  if (!pty) return holdInScript(request, request.tty, onOutput);
  return holdInPty(pty, request, onOutput);
}

function holdInPty(pty: typeof import('node-pty'), request: ProcessRequest, onOutput: (bytes: Buffer) => void): HeldProcess {
  const { argv, env, cwd, identity, tty } = request;
  const terminal = pty.spawn(argv[0] ?? '', argv.slice(1), {
    ...tty,
    cwd,
    env: { ...env },
    name: 'xterm-256color',
    encoding: null,
    ...(identity ?? {}),
  });
  openToAgent(terminal);
  // With no encoding the bytes come as they are, which the types do not know.
  terminal.onData(data => onOutput(data as unknown as Buffer));
  const ended = new Promise<number>(resolve => {
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  return {
    pid: terminal.pid,
    canResize: true,
    ended,
    write: bytes => terminal.write(bytes),
    resize: (cols, rows) => terminal.resize(cols, rows),
    pause: () => terminal.pause(),
    resume: () => terminal.resume(),
  };
}

/** The terminal belongs to the holder; without this the agent could not reopen it as `/dev/stdout`. */
function openToAgent(terminal: object): void {
  const name = 'ptsName' in terminal ? terminal.ptsName : undefined;
  if (typeof name === 'string' && name.startsWith('/dev/pts/')) chmodSync(name, 0o666);
}

/** Where node-pty cannot be loaded: util-linux' `script` gives a terminal of a fixed size. */
function holdInScript(
  request: ProcessRequest,
  tty: { cols: number; rows: number },
  onOutput: (bytes: Buffer) => void,
): HeldProcess {
  const command = `stty cols ${tty.cols} rows ${tty.rows}; exec ${request.argv.map(quote).join(' ')}`;
  const argv =
    process.platform === 'darwin'
      ? ['script', '-q', '/dev/null', 'sh', '-c', command]
      : ['script', '-qefc', command, '/dev/null'];
  return holdPlain({ ...request, argv, env: { ...request.env, SHELL: '/bin/sh' } }, onOutput);
}

function holdPlain(request: ProcessRequest, onOutput: (bytes: Buffer) => void): HeldProcess {
  const child = spawnAs(request.argv, request);
  if (!request.tty) child.stdin.end();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
  const ended = exitOf(child).then(({ exitCode, reason }) => {
    if (exitCode === 127 && reason) onOutput(Buffer.from(`${reason}\n`));
    return exitCode;
  });
  return {
    pid: child.pid ?? 0,
    canResize: false,
    ended,
    write: bytes => void child.stdin.write(bytes),
    resize: () => undefined,
    pause: () => void [child.stdout, child.stderr].map(stream => stream.pause()),
    resume: () => void [child.stdout, child.stderr].map(stream => stream.resume()),
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
