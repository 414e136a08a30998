import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { installation } from './testing/checkout.ts';

const script = join(installation, 'resources', 'sample-factory', 'services', 'kb.mjs');

let child: ChildProcess | undefined;
afterEach(stop);

async function stop(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function start(): Promise<string> {
  const started = spawn(process.execPath, [script, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
  return line.replace('knowledge base: ', '');
}

test('it is healthy once it listens, and refuses connections when it has stopped', async () => {
  const url = await start();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('the whole subject finds another article than its first word', async () => {
  const url = await start();
  const first = async (query: string) => {
    const { articles } = (await (await fetch(`${url}/search?q=${query}`)).json()) as { articles: { title: string }[] };
    return articles[0]?.title;
  };
  const subject = 'Scan & print: badge login fails after card swap';
  expect(await first(encodeURIComponent(subject))).toBe('Badge login fails after a card swap');
  expect(await first(subject)).toBe('Scan documents to e-mail');
});
