import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';
import { parse, stringify } from 'yaml';
import { createControlRoom } from '../../src/app/control-room.ts';
import { createSampleFactory } from '../../src/app/sample/create-sample-factory.ts';
import { installation } from '../../src/app/where.ts';
import { startServer } from '../../src/server/start-server.ts';
import { around, type TestRoom } from '../support/test-room.ts';
import { textIn } from '../support/tiny-factory.ts';

/** A room with the sample factory, served to browsers as `andon start --browser` does. */
export type BrowserTestRoom = {
  readonly room: TestRoom;
  /** The bare repository of the sample product. */
  readonly repository: string;
  link(): string;
  close(): Promise<void>;
};

/** The agent of the first packet waits for Enter in its terminal before it begins, so that a test can act while it is at work. */
const patient = 'claim-before-posting';

export async function openBrowserTestRoom(home: string, runtime: 'docker' | 'local'): Promise<BrowserTestRoom> {
  const samplePort = await freePort();
  const directory = join(home, 'sample');
  const { factory, repository } = await createSampleFactory({ directory, kbPort: samplePort });
  await makePatient(factory);
  const pages = join(home, 'pages');
  await build({ configFile: join(installation, 'src/renderer/vite.config.ts'), logLevel: 'error', build: { outDir: pages } });
  const config = { home, factory: 'sample', runtime, pace: 'fast', samplePort, onProgress: () => {} } as const;
  const room = around(await createControlRoom(config));
  const { link, close } = await startServer({ handlers: room.handlers, directory: pages, port: 0, onError: () => {} });
  return {
    room,
    repository,
    link,
    close: async () => {
      await close();
      await room.close();
    },
  };
}

async function makePatient(factory: string): Promise<void> {
  const path = `recordings/${patient}.yaml`;
  const recording = parse(await textIn(factory, path)) as { steps: unknown[] };
  const steps = [{ say: 'I begin when you press Enter.' }, { run: 'head -n 1 < /dev/tty' }, ...recording.steps];
  await writeFile(join(factory, path), stringify({ ...recording, steps }));
}

/** A port of this machine that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
