import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { installation } from '../src/app/where.ts';
import { controlRoom } from '../src/contract/index.ts';
import { connect } from '../src/rpc/connect.ts';
import { type WebSocketLike, webSocketPort } from '../src/rpc/transports/web-socket.ts';
import { type Bench, median, rounded } from './figure.ts';

const budgetMs = 2_000;
const times = 3;

/**
 * How long a control room takes from the start of its process, on a home that was used before, to its first board: link,
 * handshake and `job.list`. Against the bare start of the same Node, in turns with it.
 */
export const start: Bench = async onProgress => {
  const home = await mkdtemp(join(tmpdir(), 'andon-bench-'));
  try {
    onProgress('making the home');
    await firstBoard(home);
    const rooms: number[] = [];
    const floors: number[] = [];
    for (let time = 1; time <= times; time++) {
      onProgress(`start ${time} of ${times}`);
      floors.push(await bareStart());
      rooms.push(await firstBoard(home));
    }
    const value = median(rooms);
    return [
      {
        name: 'start.first-board',
        value: rounded(value),
        unit: 'ms',
        against: 'node -e 0',
        ratio: rounded(value / median(floors), 2),
        budget: budgetMs,
        ok: value <= budgetMs,
      },
    ];
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
};

async function bareStart(): Promise<number> {
  const began = performance.now();
  await new Promise(done => spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).once('exit', done));
  return performance.now() - began;
}

async function firstBoard(home: string): Promise<number> {
  const began = performance.now();
  const words = [
    join(installation, 'src/server/main.ts'),
    '--home',
    home,
    '--runtime',
    'local',
    '--pace',
    'fast',
    '--port',
    '0',
    '--json',
    '--no-window',
  ];
  const room = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise(done => room.once('exit', done));
  try {
    await askForBoard(JSON.parse(await firstLine(room.stdout)).url);
    return performance.now() - began;
  } finally {
    room.kill('SIGTERM');
    await ended;
  }
}

async function askForBoard(link: string): Promise<void> {
  const { origin, host, hash } = new URL(link);
  const socket = new WebSocket(`ws://${host}/rpc`, { origin });
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const welcome = new Promise(done => socket.once('message', done));
  socket.send(JSON.stringify({ type: 'hello', token: hash.slice('#token='.length) }));
  await welcome;
  await connect(controlRoom, webSocketPort(socket as WebSocketLike))['job.list']({});
  socket.close();
}

async function firstLine(output: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const bytes of output) {
    text += bytes.toString('utf8');
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error('the control room ended before it said where it is');
}
