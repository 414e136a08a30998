import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationName } from '../../../core/station/station-names.ts';
import {
  defaultLimits,
  type RuntimeEvent,
  type ServiceHandler,
  type StationRuntime,
  type StationSpec,
} from '../../../core/station/station-runtime.ts';
import { containerOptions } from './container-options.ts';
import { createDocker, isDockerUsable } from './docker-client.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { createImageStore } from './image.ts';

const usable = await isDockerUsable();
const never = new AbortController().signal;

describe.skipIf(!usable.ok)(`stations in Docker${usable.ok ? '' : ` (needs a Docker engine: ${usable.reason})`}`, () => {
  const home = `test-${randomBytes(6).toString('hex')}`;
  const docker = createDocker();
  const startedAt = Date.now();
  let runtime: StationRuntime;
  let image = '';

  const spec = (id: string, script: string, services: readonly string[] = []): StationSpec => ({
    id,
    purpose: 'agent',
    labels: {},
    source: null,
    dependencies: null,
    process: { argv: ['bash', '-c', script], env: {}, tty: null },
    inputs: {},
    services,
    limits: defaultLimits,
  });
  const outputOf = async (id: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const frame of (await runtime.terminal(id, 0)).frames) if (frame.type === 'output') chunks.push(frame.bytes);
    return Buffer.concat(chunks).toString();
  };

  beforeAll(async () => {
    runtime = createDockerRuntime({ home, docker });
    image = await createImageStore(docker).ensure(() => undefined);
  });
  afterAll(async () => {
    for (const { id } of await runtime.list()) await runtime.remove(id);
    await runtime.close();
  });

  it('shares one build between calls at the same time, and a warm one is instant', async () => {
    const store = createImageStore(docker);
    const seen: string[] = [];
    expect(await Promise.all([store.ensure(line => seen.push(line)), store.ensure(line => seen.push(line))])).toEqual([
      image,
      image,
    ]);
    expect(seen).toEqual([]);
  });

  it('makes a station anew that was cut off before its process started', async () => {
    const cutOff = spec('cut-off', 'echo whole');
    await docker.createVolume({ Name: stationName(home, 'cut-off'), Labels: containerOptions(home, cutOff, image).Labels ?? {} });
    const half = await docker.createContainer(containerOptions(home, cutOff, image));
    await half.start();
    await runtime.ensure(cutOff, {});
    expect(await runtime.ended('cut-off', never)).toMatchObject({ exitCode: 0 });
    expect(await outputOf('cut-off')).toBe('whole\n');
    expect((await docker.getContainer(stationName(home, 'cut-off')).inspect()).Id).not.toBe(half.id);
  });

  it('leaves a container alone that has the name but not the label', async () => {
    const stranger = await docker.createContainer({ name: stationName(home, 'stranger'), Image: image, Cmd: ['true'] });
    try {
      await expect(runtime.ensure(spec('stranger', 'true'), {})).rejects.toMatchObject({ kind: 'unavailable' });
      await runtime.remove('stranger');
      expect((await stranger.inspect()).Id).toBe(stranger.id);
      expect(await runtime.inspect('stranger')).toBeNull();
    } finally {
      await stranger.remove({ force: true });
    }
  });

  it('joins the tunnel again when it breaks: no output is lost, services go on', async () => {
    const answered: number[] = [];
    const count: ServiceHandler = stream => {
      stream.once('data', () => {
        answered.push(answered.length);
        stream.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
      });
    };
    const script =
      'for i in $(seq 1 150); do echo $i; sleep 0.01; done; node -e \'fetch("http://count.localhost/").then(r=>r.text()).then(console.log)\'';
    await runtime.ensure(spec('break', script, ['count']), { count });
    const terminal = await runtime.terminal('break', 0);
    let text = '';
    let isBroken = false;
    for await (const frame of terminal.frames) {
      if (frame.type === 'output') text += Buffer.from(frame.bytes).toString();
      if (isBroken || !text.includes('20\n')) continue;
      isBroken = true;
      await killPipes(stationName(home, 'break'));
    }
    expect(text).toBe(`${Array.from({ length: 150 }, (_, index) => `${index + 1}\n`).join('')}ok\n`);
    expect(answered).toHaveLength(1);
  });

  it('tells what Docker saw, also of the past', async () => {
    await runtime.ensure(spec('seen', 'sleep 300'), {});
    await docker.getContainer(stationName(home, 'seen')).kill();
    await runtime.ended('seen', never);
    const stop = new AbortController();
    const seen: RuntimeEvent['type'][] = [];
    for await (const event of runtime.events(startedAt, stop.signal)) {
      if (event.station === 'seen') seen.push(event.type);
      if (event.station === 'seen' && event.type === 'ended') break;
    }
    stop.abort();
    expect(seen).toEqual(['started', 'killed', 'ended']);
  });

  it('says plainly that there is no engine', async () => {
    const away = createDocker({ socketPath: '/nonexistent/docker.sock' });
    expect(await isDockerUsable(away)).toEqual({ ok: false, reason: 'no Docker engine answers' });
    await expect(createDockerRuntime({ home, docker: away }).prepare(() => undefined)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'station.docker-away',
    });
  });

  async function killPipes(container: string): Promise<void> {
    const script =
      'for p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline 2>/dev/null | grep -q "inside/pipe.ts" && kill -9 "$(basename $p)"; done; true';
    const exec = await docker.getContainer(container).exec({ Cmd: ['bash', '-c', script], User: '0:0', AttachStdout: true });
    const stream = await exec.start({});
    await new Promise(resolve => stream.on('end', resolve).resume());
  }
});
