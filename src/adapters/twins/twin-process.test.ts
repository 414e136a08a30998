import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { TwinSpace, Twins } from '../../core/twin/twins.ts';
import { createTwinProcess } from './twin-process.ts';

const program = fileURLToPath(new URL('../../../digital-twins/main.ts', import.meta.url));
const settings = { seed: {}, clock: null, fresh: true } as const;
const open: Twins[] = [];
const twinsOf = (path = program) => {
  const twins = createTwinProcess({ program: path });
  open.push(twins);
  return twins;
};
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(twins => twins.close()));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('the process of the twins', () => {
  it('is started on first use, answers in a space of its own, and keeps a journal', async () => {
    const twins = twinsOf();
    const space = await twins.open('J-1.1/agent', settings);
    expect(await call(space, '/api/auth.test')).toMatchObject({ ok: expect.any(Boolean) });
    expect(await space.journal()).toMatchObject([
      { twin: 'slack', method: 'POST', path: '/api/auth.test', seq: expect.any(Number) },
    ]);
    expect(Object.keys(await space.state())).toEqual(expect.arrayContaining(['slack', 'okta', 'jira']));
  });

  it('keeps spaces apart, and finds one again unless it is wanted fresh', async () => {
    const twins = twinsOf();
    const [one, other] = await Promise.all([twins.open('one', settings), twins.open('other', settings)]);
    await call(one!, '/api/auth.test');
    expect(await other!.journal()).toEqual([]);
    expect(await (await twins.open('one', { ...settings, fresh: false })).journal()).toHaveLength(1);
    expect(await (await twins.open('one', settings)).journal()).toEqual([]);
    await one!.remove();
    await expect(one!.journal()).rejects.toMatchObject({ kind: 'missing', code: 'twins.refused' });
  });

  it('calls out only as far as its space is let, and never before', async () => {
    const heard: string[] = [];
    const product = createServer(async (incoming, response) => {
      let body = '';
      for await (const piece of incoming.setEncoding('utf8')) body += piece;
      const { challenge, event } = JSON.parse(body);
      heard.push(event?.text ?? 'challenge');
      response.end(challenge ?? '');
    }).listen(0, '127.0.0.1');
    await once(product, 'listening');
    const { port } = product.address() as AddressInfo;
    const app = {
      name: 'product',
      token: 'xoxb-twin-process-test',
      eventsUrl: 'http://product.localhost/events',
      botEvents: ['message.channels'],
    };
    const seed = { slack: { apps: [app], channels: [{ name: 'general', id: 'C0GENERAL1' }] } };
    const space = await twinsOf().open('one', { ...settings, seed });
    const say = (text: string) => call(space, `/api/chat.postMessage?token=${app.token}&channel=C0GENERAL1&text=${text}`);
    await say('unheard');
    const asked: string[] = [];
    await space.letOut(async (host, at) => {
      asked.push(`${host}:${at}`);
      return connect(port, '127.0.0.1');
    });
    await say('heard');
    await expect.poll(() => heard, { timeout: 10_000 }).toContain('heard');
    expect(heard).not.toContain('unheard');
    expect(new Set(asked)).toEqual(new Set(['product.localhost:80']));
    product.closeAllConnections();
    product.close();
  });

  it('refuses a seed that it cannot read, with its reason', async () => {
    await expect(twinsOf().open('odd', { ...settings, seed: { slack: { channels: 'none' } } })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'twins.refused',
      message: expect.stringContaining('channels'),
    });
  });

  it('is started again after it has died', async () => {
    const { twins, die } = await mortalTwins();
    const space = await twins.open('one', settings);
    await die();
    await expect
      .poll(() =>
        space.journal().then(
          () => 'there',
          (error: { code: string }) => error.code,
        ),
      )
      .toBe('twins.gone');
    await expect
      .poll(() =>
        space.connect('slack').then(
          stream => String(stream.destroy().destroyed),
          (error: { code: string }) => error.code,
        ),
      )
      .toBe('twins.gone');
    // Until its end is known, opening fails as the stage's retry expects.
    const again = () => twins.open('one', settings).then(one => one.journal());
    await expect.poll(() => again().catch((error: { code: string }) => error.code), { timeout: 30_000 }).toEqual([]);
  });

  it('that cannot be started says so, and is tried again', async () => {
    const twins = twinsOf(join(tmpdir(), 'no-such-program.ts'));
    for (const _ of ['once', 'again'])
      await expect(twins.open('one', settings)).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'twins.start',
        hint: expect.stringContaining('andon doctor'),
      });
  });
});

/** Twins whose process tells its id, so that a test can kill it. */
async function mortalTwins() {
  const folder = await mkdtemp(join(tmpdir(), 'andon-twins-'));
  folders.push(folder);
  const [path, id] = [join(folder, 'main.mjs'), join(folder, 'pid')];
  const lines = [
    `import { writeFileSync } from 'node:fs';`,
    `writeFileSync(${JSON.stringify(id)}, String(process.pid));`,
    `await import(${JSON.stringify(pathToFileURL(program).href)});`,
  ];
  await writeFile(path, lines.join('\n'));
  return { twins: twinsOf(path), die: async () => void process.kill(Number(await readFile(id, 'utf8')), 'SIGKILL') };
}

/** Calls a method of the Slack twin as a client in a station does, over a stream that is bound to one space. */
async function call(space: TwinSpace, path: string): Promise<unknown> {
  const stream = await space.connect('slack');
  return new Promise((resolve, reject) => {
    const asked = request({ createConnection: () => stream, method: 'POST', host: 'slack.localhost', path }, async response => {
      let text = '';
      for await (const piece of response.setEncoding('utf8')) text += piece;
      stream.destroy();
      resolve(JSON.parse(text));
    });
    asked.once('error', reject).end();
  });
}
