import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callRoom } from '../app/room-socket.ts';
import { builtPages } from '../app/where.ts';

const isBuilt = existsSync(join(builtPages, 'index.html'));
let home = '';
const started: ChildProcess[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'andon-main-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

function start(...args: string[]) {
  const words = [
    join(import.meta.dirname, 'main.ts'),
    '--home',
    home,
    '--runtime',
    'local',
    '--pace',
    'fast',
    '--json',
    '--no-window',
    ...args,
  ];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

async function outcome(child: ReturnType<typeof start>) {
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { err, code };
}

// A real room in a real process: everything that a person has after `npm start -- --browser`.
describe.skipIf(!isBuilt)(`browser mode${isBuilt ? '' : ' (left out: the pages are not built)'}`, () => {
  it('says where it is, is the only one of its home, and ends in good order', async () => {
    const first = start('--port', '0');
    const [line] = (await once(first.stdout, 'data')) as [Buffer];
    const { address, url } = JSON.parse(String(line)) as { address: string; url: string };
    expect(url.startsWith(`${address}/#token=`)).toBe(true);
    expect(await (await fetch(address)).text()).toContain('<title>');

    const second = await outcome(start('--port', '0'));
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('andon open') });

    const ended = once(first, 'exit');
    first.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(await callRoom(home)).toBeNull();
  });

  it('says what to do when the port that was asked for is taken, and leaves nothing open', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await outcome(start('--port', String(port)))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/in use[\s\S]*--port/),
    });
    expect(await callRoom(home)).toBeNull();
    other.close();
  });

  it('refuses a flag that it does not understand', async () => {
    expect(await outcome(start('--port', 'many'))).toMatchObject({ code: 2 });
    expect(await outcome(start('--runtime', 'moon'))).toMatchObject({ code: 2, err: expect.stringContaining('docker') });
  });
});
