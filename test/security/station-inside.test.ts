import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDocker, isDockerUsable } from '../../src/adapters/stations/docker/docker-client.ts';
import { createDockerRuntime } from '../../src/adapters/stations/docker/docker-runtime.ts';
import { stationName } from '../../src/core/station/station-names.ts';
import { defaultLimits, type StationLimits, type StationRuntime } from '../../src/core/station/station-runtime.ts';
import { answerHttp, eventually } from '../conformance/station-runtime.ts';

const usable = await isDockerUsable();
const never = new AbortController().signal;

describe.skipIf(!usable.ok)(
  `what a hostile process in a Docker station can do${usable.ok ? '' : ` (needs a Docker engine: ${usable.reason})`}`,
  () => {
    const home = `test-${randomBytes(6).toString('hex')}`;
    const docker = createDocker();
    let runtime: StationRuntime;
    let listener: Server;
    let port = 0;

    const start = (
      id: string,
      script: string,
      limits: Partial<StationLimits> = {},
      services: Record<string, (stream: Duplex) => void> = {},
    ) =>
      runtime.ensure(
        {
          id,
          purpose: 'agent',
          labels: {},
          source: null,
          dependencies: null,
          process: { argv: ['bash', '-c', script], env: {}, tty: null },
          inputs: {},
          services: Object.keys(services),
          limits: { ...defaultLimits, ...limits },
        },
        services,
      );
    /** Runs a script as the agent and answers what it printed. */
    const attempt = async (script: string, timeoutMs = 30_000): Promise<string> => {
      const { stdout, stderr } = await runtime.exec('victim', ['bash', '-c', script], { maxBytes: 100_000, timeoutMs });
      return Buffer.concat([stdout, stderr]).toString().trim();
    };
    const inNode = (script: string): Promise<string> => attempt(`node -e '${script}'`);

    beforeAll(async () => {
      runtime = createDockerRuntime({ home, docker });
      await runtime.prepare(() => undefined);
      listener = createServer(socket => socket.end('reached')).listen(0);
      await new Promise(resolve => listener.once('listening', resolve));
      port = (listener.address() as { port: number }).port;
      await start('victim', 'sleep 3000', {}, { granted: answerHttp('granted') });
    });
    afterAll(async () => {
      for (const { id } of await runtime.list()) await runtime.remove(id);
      await runtime.close();
      listener.close();
    });
    afterEach(async () => {
      expect((await runtime.inspect('victim'))?.state.status).toBe('running');
    });

    it('is sealed by Docker as the design says', async () => {
      const { HostConfig, Mounts, Config } = await docker.getContainer(stationName(home, 'victim')).inspect();
      expect(HostConfig).toMatchObject({
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        PidsLimit: 512,
        Privileged: false,
        Init: true,
      });
      expect([...(HostConfig.CapAdd ?? [])].map(name => name.replace('CAP_', '')).sort()).toEqual(['KILL', 'SETGID', 'SETUID']);
      expect([HostConfig.Memory, HostConfig.MemorySwap]).toEqual([1024 ** 3, 1024 ** 3]);
      expect(HostConfig.LogConfig?.Type).toBe('none');
      expect(HostConfig.Binds ?? []).toEqual([]);
      expect(Mounts.map(mount => [mount.Type, mount.Destination])).toEqual([['volume', '/station']]);
      expect(Config.Env.join('\n')).not.toMatch(/token|key|secret/i);
    });

    it('reaches no address, of this machine or any other', async () => {
      const addresses = Object.values(networkInterfaces()).flatMap(list => list?.map(({ address }) => address) ?? []);
      const all = [...new Set([...addresses, '127.0.0.1', '::1', '172.17.0.1', '169.254.169.254', '192.0.2.1'])];
      const script = `const net=require("net");Promise.all(${JSON.stringify(all)}.map(h=>new Promise(r=>{const s=net.connect(${port},h);s.setTimeout(3000,()=>{s.destroy();r(h+" timeout")});s.on("data",()=>r(h+" REACHED"));s.on("error",e=>r(h+" "+e.code))}))).then(r=>console.log(r.join("\\n")))`;
      const output = await inNode(script);
      expect(output.split('\n')).toHaveLength(all.length);
      expect(output).not.toContain('REACHED');
      // The same listener does answer a container that has a network: the attack is a real one.
      const open = await docker.createContainer({
        Image: (await docker.getContainer(stationName(home, 'victim')).inspect()).Config.Image,
        Cmd: ['node', '-e', script],
        Tty: true,
        Labels: { 'dev.andon.test': home },
      });
      try {
        const stream = await open.attach({ stream: true, stdout: true });
        let seen = '';
        stream.on('data', chunk => {
          seen += chunk;
        });
        await open.start();
        await open.wait();
        expect(seen).toContain('REACHED');
      } finally {
        await open.remove({ force: true });
      }
    });

    it('resolves no name, and quickly so', async () => {
      expect(await inNode('require("dns").lookup("example.com",e=>console.log(e.code))')).toMatch(/EAI_AGAIN|ENOTFOUND/);
      expect(await attempt('ls /sys/class/net')).toBe('lo');
    });

    it('writes nowhere but its own folders', async () => {
      const output = await attempt(
        'for d in / /etc /usr/local/bin /opt/andon /opt/andon/inside /run /run/andon /var/tmp /station /station/.andon; do (echo x > $d/evil) 2>/dev/null && echo "WROTE $d"; done; echo x > /tmp/ok && echo x > /station/work/ok && echo own',
      );
      expect(output).toBe('own');
    });

    it('has no capability and no way to gain one', async () => {
      const status = await attempt('grep -E "^Cap(Inh|Prm|Eff|Amb)|NoNewPrivs|^Groups" /proc/self/status');
      expect(status.match(/0000000000000000/g)).toHaveLength(4);
      expect(status).toMatch(/NoNewPrivs:\s+1/);
      expect(status).toMatch(/Groups:\s*(1000)?\s*$/m);
      expect(await attempt('find / -xdev -perm /6000 -type f 2>/dev/null')).toBe('');
      expect(await attempt('id -u')).toBe('1000');
    });

    it('can neither kill, trace nor read the holder', async () => {
      const holder = `pid=$(for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q inside/holder.ts && [ "$(stat -c %u $p)" = 0 ] && basename $p; done | tail -1)`;
      const output = await attempt(
        `${holder}; echo "holder \${pid:+found}"; kill -9 $pid && echo KILLED; kill -STOP 1 && echo STOPPED; cat /proc/$pid/mem >/dev/null && echo READ; cat /proc/$pid/environ && echo ENV; ls /proc/$pid/fd && echo FDS; echo > /proc/$pid/oom_score_adj && echo OOM; true`,
      );
      expect(output).toContain('holder found');
      expect(output).not.toMatch(/KILLED|STOPPED|READ|ENV|FDS|OOM\b/);
    });

    it('cannot open the control socket', async () => {
      expect(
        await inNode(
          'const s=require("net").connect("/run/andon/control.sock");s.on("connect",()=>console.log("OPENED"));s.on("error",e=>console.log(e.code))',
        ),
      ).toBe('EACCES');
    });

    it('gets the services it was granted and no other', async () => {
      const ask = (name: string) =>
        inNode(
          `fetch("http://${name}.localhost/").then(async r=>console.log(r.status,(await r.text()).trim()),e=>console.log(e.cause.code))`,
        );
      expect(await ask('granted')).toBe('200 granted');
      expect(await ask('other')).toMatch(/^502|ENOTFOUND|EAI_AGAIN|ECONNREFUSED/);
      const forged = await inNode(
        'const s=require("net").connect(80,"127.0.0.1",()=>s.end("GET / HTTP/1.1\\r\\nHost: registry.localhost\\r\\n\\r\\n"));s.on("data",d=>console.log(String(d).split("\\r\\n")[0]))',
      );
      expect(forged).toContain('502');
    });

    it('bounds a fork bomb, and the host keeps its grip', async () => {
      await start('bomb', 'f() { f | f & }; f; sleep 1000', { pids: 128 });
      await eventually(async () => {
        const { pids_stats: pids } = await docker.getContainer(stationName(home, 'bomb')).stats({ stream: false });
        if ((pids?.current ?? 0) < 100) throw new Error('not yet');
      });
      expect((await runtime.inspect('bomb'))?.state.status).not.toBe('lost');
      await runtime.remove('bomb');
      expect(await runtime.inspect('bomb')).toBeNull();
    });

    it('bounds memory, and says what happened', async () => {
      await start('memory', 'node -e "const a=[];for(;;)a.push(Buffer.alloc(8e6,1))"', { memoryMb: 192 });
      expect(await runtime.ended('memory', never)).toEqual({ status: 'ended', exitCode: 137, cause: 'out-of-memory' });
    });

    it('bounds the disk, also where the folder is closed and the file is one', async () => {
      await start(
        'disk',
        'mkdir h; cd h; chmod 300 .; i=0; while :; do head -c 3000000 /dev/zero > f$i; i=$((i+1)); sleep 0.02; done',
        { diskMb: 48 },
      );
      expect(await runtime.ended('disk', never)).toMatchObject({ cause: 'disk-full' });
      await start('file', 'head -c 200000000 /dev/zero > one; stat -c %s one', { diskMb: 48 });
      await runtime.ended('file', never);
      const { stdout } = await runtime.exec('file', ['stat', '-c', '%s', 'one'], { maxBytes: 100, timeoutMs: 5000 });
      expect(Number(Buffer.from(stdout).toString())).toBeLessThanOrEqual(48 * 1024 * 1024);
    });

    it('keeps shared dependencies read-only', async () => {
      const { ensureDependencies } = await import('../../src/core/station/dependencies.ts');
      const key = randomBytes(10).toString('hex');
      await ensureDependencies(runtime, {
        key,
        path: 'node_modules',
        files: {},
        installArgv: ['mkdir', 'node_modules'],
        registry: answerHttp(''),
        signal: never,
      });
      await runtime.ensure(
        {
          id: 'user',
          purpose: 'checks',
          labels: {},
          source: null,
          dependencies: { key, path: 'node_modules' },
          process: { argv: ['bash', '-c', 'touch /deps/tree/node_modules/x /deps/.complete; echo $?'], env: {}, tty: null },
          inputs: {},
          services: [],
          limits: defaultLimits,
        },
        {},
      );
      await runtime.ended('user', never);
      const { stdout } = await runtime.exec(
        'user',
        ['bash', '-c', 'find /deps -name x | wc -l; echo x > /deps/tree/y && echo WROTE'],
        { maxBytes: 100, timeoutMs: 5000 },
      );
      expect(Buffer.from(stdout).toString().trim()).toBe('0');
      await runtime.remove('user');
      for (const name of (
        await docker.listVolumes({ filters: JSON.stringify({ label: [`dev.andon.home=${home}`] }) })
      ).Volumes.map(volume => volume.Name)) {
        if (name.includes(key)) await docker.getVolume(name).remove();
      }
    });
  },
);
