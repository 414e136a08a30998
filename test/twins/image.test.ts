import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDockerUsable } from '../../src/adapters/stations/docker/docker-client.ts';

const run = promisify(execFile);
const usable = process.platform === 'linux' ? await isDockerUsable() : ({ ok: false, reason: 'it is made on Linux' } as const);
const folder = new URL('../../digital-twins/', import.meta.url).pathname;
const tag = `andon-twins-test-${process.pid}`;

describe.skipIf(!usable.ok)(
  `the twins as a container image${usable.ok ? '' : ` (needs a Docker engine: ${usable.reason})`}`,
  () => {
    beforeAll(async () => {
      await run(process.execPath, [`${folder}image.ts`, '--tag', tag]);
    });
    afterAll(() => run('docker', ['rmi', '--force', tag]));

    it('serves one twin from a seed on standard input, has no shell, and ends when it is told to', async () => {
      const words = [
        'run',
        '--rm',
        '-i',
        '--name',
        tag,
        '--publish',
        '127.0.0.1::4010',
        tag,
        'slack',
        '--port',
        '4010',
        '--seed',
        '-',
      ];
      const container = spawn('docker', words, { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = once(container, 'exit');
      container.stdin.end(readFileSync(`${folder}example-seed.yaml`));
      const [said] = await once(container.stdout.setEncoding('utf8'), 'data');
      expect(said).toContain('slack twin: http://localhost:4010');
      const { stdout } = await run('docker', ['port', tag, '4010']);
      const answer = await fetch(`http://${stdout.trim().split('\n')[0]}/api/auth.test`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb-product-seed-token' },
      });
      expect(await answer.json()).toMatchObject({ ok: true, user: 'product' });
      await expect(run('docker', ['exec', tag, '/bin/sh', '-c', 'true'])).rejects.toThrow();
      await run('docker', ['stop', '--time', '5', tag]);
      expect((await ended)[0]).toBe(0);
    });
  },
);
