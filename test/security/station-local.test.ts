import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canEnclose } from '../../src/adapters/stations/local/enclose.ts';
import { createLocalRuntime } from '../../src/adapters/stations/local/local-runtime.ts';
import { defaultLocalSources } from '../../src/adapters/stations/local/station-places.ts';
import { defaultLimits, type StationRuntime } from '../../src/core/station/station-runtime.ts';

const isHere = await canEnclose(defaultLocalSources);

describe.skipIf(!isHere)(
  `what a station in bubblewrap sees of this machine${isHere ? '' : ' (needs bwrap with user namespaces)'}`,
  () => {
    // Not under /tmp, which is another one inside anyway (and the clone may lie there): the hiding itself is on trial.
    const base = mkdtempSync('/var/tmp/andon-hide-');
    const factory = join(base, 'factory');
    const directory = join(base, 'home');
    let runtime: StationRuntime;

    const start = (of: StationRuntime, id: string) =>
      of.ensure(
        {
          id,
          purpose: 'agent',
          labels: {},
          source: null,
          dependencies: null,
          process: { argv: ['sleep', '300'], env: {}, tty: null },
          inputs: {},
          services: [],
          limits: defaultLimits,
        },
        {},
      );
    const attempt = async (of: StationRuntime, id: string, script: string): Promise<string> => {
      const { stdout } = await of.exec(id, ['bash', '-c', script], { maxBytes: 10_000, timeoutMs: 20_000 });
      return Buffer.from(stdout).toString().trim();
    };

    beforeAll(async () => {
      mkdirSync(factory, { recursive: true });
      writeFileSync(join(factory, 'scenario.yaml'), 'canary');
      runtime = createLocalRuntime({ home: 'hide', directory, hide: [factory], enclosure: 'bubblewrap' });
      await runtime.prepare(() => undefined);
      await start(runtime, 'one');
      await start(runtime, 'two');
    });
    afterAll(async () => {
      for (const { id } of await runtime.list()) await runtime.remove(id);
      await runtime.close();
      rmSync(base, { recursive: true, force: true });
    });

    it('does not find the factory, which it would find if it were not hidden', async () => {
      const read = `cat ${factory}/scenario.yaml 2>/dev/null || echo nothing`;
      expect(await attempt(runtime, 'one', read)).toBe('nothing');
      const open = createLocalRuntime({ home: 'open', directory, hide: [], enclosure: 'bubblewrap' });
      await start(open, 'three');
      expect(await attempt(open, 'three', read)).toBe('canary');
      await open.remove('three');
      await open.close();
    });

    it('does not find other stations, daemons’ sockets or anyone’s home', async () => {
      expect(
        await attempt(runtime, 'one', `ls -A ${directory} /root /home; ls /run /var/run/docker.sock 2>/dev/null`),
      ).not.toMatch(/stations|docker|\.ssh|\.npm/);
    });

    it('does not change this machine’s folders', async () => {
      expect(
        await attempt(
          runtime,
          'one',
          'for d in /etc /usr /var /; do echo x 2>/dev/null > $d/andon-evil && echo "WROTE $d"; done; echo done',
        ),
      ).toBe('done');
    });

    it('has a network of its own, and no process but its own', async () => {
      expect(await attempt(runtime, 'one', "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")).toBe('lo');
      expect(Number(await attempt(runtime, 'one', 'ls -d /proc/[0-9]* | wc -l'))).toBeLessThan(15);
    });
  },
);
