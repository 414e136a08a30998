import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { TwinCall } from '../../core/twin/twin-call.ts';
import type { SpaceSettings, TwinSpace, Twins } from '../../core/twin/twins.ts';
import { dialFor } from './dial-for.ts';

type Ports = { readonly admin: number; readonly ingress: number };
type Running = Ports & { readonly child: ChildProcess; readonly token: string };

/**
 * The twins in a process of their own, started on first use and again when it has died. `program` is the path of
 * `digital-twins/main.ts`. It ends when our end of its standard input closes, so even kill -9 leaves none behind.
 */
export function createTwinProcess(options: { readonly program: string; readonly onLog?: (line: string) => void }): Twins {
  let running: Promise<Running> | null = null;
  const ensure = () => {
    running ??= startProcess(options, () => {
      running = null;
    }).catch(error => {
      running = null;
      throw error;
    });
    return running;
  };
  return {
    open: async (name, settings) => openSpace(await ensure(), name, settings),
    close: async () => {
      const now = await running?.catch(() => null);
      running = null;
      if (now) await stopProcess(now.child);
    },
  };
}

async function startProcess(options: { program: string; onLog?: (line: string) => void }, onExit: () => void): Promise<Running> {
  const token = randomBytes(24).toString('hex');
  const child = spawn(process.execPath, [options.program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  child.once('exit', onExit);
  child.stderr.setEncoding('utf8').on('data', (text: string) => options.onLog?.(text.trimEnd()));
  child.stdin.on('error', () => {}); // the exit says why
  child.stdin.write(`${JSON.stringify({ token })}\n`);
  const ports = await firstLine(child);
  return { ...ports, child, token };
}

function firstLine(child: ChildProcess): Promise<Ports> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new AppError('unavailable', 'twins.start', `The digital twins did not start: ${why}.`, {
          hint: 'andon doctor shows what is missing.',
        }),
      );
    child.once('error', error => fail(messageOf(error)));
    child.once('exit', code => fail(`the process ended with ${code}`));
    createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line) as Ports));
  });
}

function stopProcess(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.stdin?.end();
  });
}

async function openSpace(twins: Running, name: string, settings: SpaceSettings): Promise<TwinSpace> {
  const path = `/namespaces/${encodeURIComponent(name)}`;
  const body = { seeds: settings.seed, ...(settings.clock ? { clock: settings.clock } : {}) };
  await ask(twins, 'PUT', settings.fresh ? `${path}?fresh=1` : path, body);
  return {
    name,
    connect: (twin, visitor = 'anybody') => connectTo(twins, name, `${twin}/${visitor}`),
    letOut: reach =>
      dialFor({
        admin: { port: twins.admin, path: `${path}/dials`, token: twins.token },
        reach,
        bring: id => connectTo(twins, name, `dial:${id}`),
      }),
    journal: async () =>
      ((await ask(twins, 'GET', `${path}/journal?direction=in`)) as { entries: TwinCall[] }).entries.map(callOf),
    state: async () => (await ask(twins, 'GET', `${path}/state`)) as Record<string, unknown>,
    remove: async () => void (await ask(twins, 'DELETE', path)),
  };
}

/** Only what evidence and expectations read: a journal entry has more. */
function callOf({ seq, at, twin, method, path, operation, body, status, isWrite, label }: TwinCall): TwinCall {
  return { seq, at, twin, method, path, operation, body, status, isWrite, label };
}

async function ask(twins: Running, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${twins.admin}${path}`, {
    method,
    headers: { authorization: `Bearer ${twins.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(error => {
    throw new AppError('unavailable', 'twins.gone', `The digital twins do not answer: ${messageOf(error)}.`, { cause: error });
  });
  const text = await response.text();
  const answer: unknown = text === '' ? null : JSON.parse(text);
  if (response.ok) return answer;
  const { message = text } = (answer as { error?: { message?: string } } | null)?.error ?? {};
  throw new AppError(
    response.status === 404 ? 'missing' : 'invalid',
    'twins.refused',
    `The digital twins refused ${method} ${path}: ${message}`,
  );
}

/** The first line is ours and names the space; the client's bytes come after it and cannot change it. */
function connectTo(twins: Running, space: string, service: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: twins.ingress, allowHalfOpen: true });
    socket.once('error', error =>
      reject(new AppError('unavailable', 'twins.gone', `The digital twins do not answer: ${error.message}.`, { cause: error })),
    );
    socket.once('connect', () => {
      socket.setNoDelay(true);
      socket.write(`ANDON ${twins.token} ${space} ${service}\n`);
      resolve(socket);
    });
  });
}
