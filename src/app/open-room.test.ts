import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../rpc/connect.ts';
import { socketPort } from '../rpc/transports/socket.ts';
import { openRoom } from './open-room.ts';
import type { Room, RoomConfig } from './room.ts';
import { callRoom, roomSocketPath } from './room-socket.ts';
import { socketContract } from './shell.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'andon-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const config = (): RoomConfig => ({ home, factory: 'sample', runtime: 'local', pace: 'fast', onProgress: () => {} });
const shell = {
  'shell.get': async () => ({ kind: 'command', pid: process.pid, address: null }) as const,
  'shell.open': async () => ({ shown: 'window' }) as const,
};
const handlers = { 'gate.list': async () => [] } as unknown as Room['handlers'];
const open = (create = async (): Promise<Room> => ({ handlers, close: async () => {} })) =>
  openRoom({ config: config(), create, shell, onError: () => {} });

async function client() {
  const socket = await callRoom(home);
  if (socket === null) throw new Error('no room answers');
  return { client: connect(socketContract, socketPort(socket)), socket };
}

describe('a room that is open', () => {
  it('answers on its socket, which only its owner can use', async () => {
    const room = await open();
    const { client: line, socket } = await client();
    expect(await line['gate.list']({})).toEqual([]);
    expect(await line['shell.get']({})).toMatchObject({ pid: process.pid });
    if (process.platform !== 'win32') expect((await stat(roomSocketPath(home))).mode & 0o777).toBe(0o600);
    socket.destroy();
    await room.close();
    expect(await callRoom(home)).toBeNull();
  });

  it('is the only one of its home', async () => {
    const room = await open();
    await expect(open()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'room.already-running',
      hint: expect.stringContaining('andon open'),
    });
    await room.close();
    await (await open()).close();
  });

  it('answers those who came while it was being opened', async () => {
    const ready = Promise.withResolvers<Room>();
    const created = Promise.withResolvers<void>();
    const opening = open(() => {
      created.resolve();
      return ready.promise;
    });
    await created.promise;
    const { client: line, socket } = await client();
    const asked = line['gate.list']({});
    ready.resolve({ handlers, close: async () => {} });
    expect(await asked).toEqual([]);
    socket.destroy();
    await (await opening).close();
  });

  it('frees its home when it could not be made', async () => {
    await expect(open(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await callRoom(home)).toBeNull();
    await (await open()).close();
  });

  it('takes over the socket of one that was killed', async () => {
    const holder = spawn(
      process.execPath,
      ['-e', `require('net').createServer().listen(${JSON.stringify(roomSocketPath(home))},()=>console.log('up'))`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise(done => holder.stdout.once('data', done));
    const gone = new Promise(done => holder.once('exit', done));
    holder.kill('SIGKILL');
    await gone;
    await (await open()).close();
  });

  it('cuts off whoever sends what is no frame', async () => {
    const room = await open();
    const socket = (await callRoom(home))!;
    const closed = new Promise(done => socket.once('close', done));
    socket.on('error', () => {});
    socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 1, 2, 3]));
    await closed;
    await room.close();
  });

  it('says which folder cannot be its home', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(
      openRoom({
        config: { ...config(), home: join(file, 'x') },
        create: async () => ({ handlers, close: async () => {} }),
        shell,
        onError: () => {},
      }),
    ).rejects.toMatchObject({ code: 'home.not-writable' });
  });
});
