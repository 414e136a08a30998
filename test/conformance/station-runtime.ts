import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureDependencies } from '../../src/core/station/dependencies.ts';
import {
  defaultLimits,
  type ServiceHandler,
  type StationRuntime,
  type StationSpec,
} from '../../src/core/station/station-runtime.ts';

/** One kind of runtime under test. */
export type RuntimeUnderTest = {
  /** Two runtimes made with the same home see the same stations: how a restart of the app is played. */
  readonly make: (home: string) => StationRuntime;
  /** What a home has left behind on this machine; empty when it is clean. */
  readonly leftovers: (home: string) => Promise<readonly string[]>;
  /** How a station is killed from outside, as an engine or an operator would. */
  readonly kill: (home: string, station: string) => Promise<void>;
};

const never = new AbortController().signal;

/** The promises of `StationRuntime`, checked on real stations. */
export function checkStationRuntime(title: string, underTest: RuntimeUnderTest): void {
  describe(title, () => {
    const home = `test-${randomBytes(6).toString('hex')}`;
    const repository = mkdtempSync(join(tmpdir(), 'andon-conformance-'));
    const made: StationRuntime[] = [];
    const stations = new Set<string>();
    let runtime: StationRuntime;
    let commit = '';

    const makeRuntime = (): StationRuntime => {
      const next = underTest.make(home);
      made.push(next);
      return next;
    };
    const git = (...argv: string[]): string => execFileSync('git', ['-C', repository, ...argv], { encoding: 'utf8' }).trim();
    const spec = (id: string, argv: readonly string[], more: Partial<StationSpec> = {}): StationSpec => {
      stations.add(id);
      const source = {
        commit,
        bundle: (): Readable => spawn('git', ['-C', repository, 'bundle', 'create', '-q', '-', 'main']).stdout,
      };
      const process = { argv, env: {}, tty: null };
      return {
        id,
        purpose: 'agent',
        labels: { job: 'J-1' },
        source,
        dependencies: null,
        process,
        inputs: {},
        services: [],
        limits: defaultLimits,
        ...more,
      };
    };
    const bash = (id: string, script: string, more: Partial<StationSpec> = {}): StationSpec =>
      spec(id, ['bash', '-c', script], more);
    const node = (id: string, script: string, more: Partial<StationSpec> = {}): StationSpec =>
      spec(id, ['node', '-e', script], more);
    const outputOf = async (id: string, from = 0, of = runtime): Promise<string> => {
      const terminal = await of.terminal(id, from);
      const chunks: Uint8Array[] = [];
      for await (const frame of terminal.frames) if (frame.type === 'output') chunks.push(frame.bytes);
      return Buffer.concat(chunks).toString();
    };
    const openSoon = (id: string, port: number): Promise<Duplex> => eventually(() => runtime.open(id, port));

    beforeAll(async () => {
      git('init', '-q', '-b', 'main');
      writeFileSync(join(repository, 'a.txt'), 'one\n');
      writeFileSync(join(repository, '.gitignore'), 'ignored.txt\n');
      git('add', '.');
      git('-c', 'user.name=T', '-c', 'user.email=t@t.invalid', 'commit', '-qm', 'first');
      commit = git('rev-parse', 'HEAD');
      runtime = makeRuntime();
      await runtime.prepare(() => undefined);
    });
    afterEach(async () => {
      for (const id of stations) await runtime.remove(id);
      stations.clear();
    });
    afterAll(async () => {
      for (const one of made) await one.close();
      rmSync(repository, { recursive: true, force: true });
      expect(await underTest.leftovers(home)).toEqual([]);
    });

    it('checks the commit out, gives inputs and the fixed variables, and says how it ended', async () => {
      const id = 'J-1.1/implement.1.1.0';
      const script =
        'cat a.txt "$ANDON_IN/sub/p.txt"; pwd -P > /dev/null; test "$PWD" -ef "$ANDON_WORK" && echo here; echo "$HOME" | grep -c home; echo "$EXTRA"; git status --short | wc -l; exit 7';
      const info = await runtime.ensure(
        bash(id, script, {
          inputs: { 'sub/p.txt': 'two\n' },
          process: { argv: ['bash', '-c', script], env: { EXTRA: 'three' }, tty: null },
        }),
        {},
      );
      expect(info).toMatchObject({ id, purpose: 'agent', labels: { job: 'J-1' }, isIsolated: runtime.capabilities.isIsolated });
      expect(await runtime.ended(id, never)).toEqual({ status: 'ended', exitCode: 7, cause: 'exit' });
      expect((await outputOf(id)).split('\n').map(line => line.trim())).toEqual(['one', 'two', 'here', '1', 'three', '0', '']);
      expect((await runtime.inspect(id))?.state).toEqual({ status: 'ended', exitCode: 7, cause: 'exit' });
    });

    it('finds a station again by its id instead of making a second one', async () => {
      const once = bash('once', 'echo run >> "$ANDON_OUT/count"; sleep 300');
      const infos = await Promise.all([runtime.ensure(once, {}), runtime.ensure(once, {})]);
      const again = await runtime.ensure(once, {});
      expect(new Set([...infos, again].map(info => info.startedAt)).size).toBe(1);
      expect(await eventually(() => textOf(runtime.readOutput('once', 'count', 100)))).toBe('run\n');
      expect((await runtime.list()).map(info => info.id)).toEqual(['once']);
    });

    it('shows a terminal with its size, takes input, and goes on at an offset without a gap', async () => {
      const process = {
        argv: ['bash', '-c', 'stty size; read line; echo "got $line"; stty size; seq 1 20000'],
        env: {},
        tty: { cols: 91, rows: 17 },
      };
      await runtime.ensure(spec('tty', [], { process }), {});
      const terminal = await runtime.terminal('tty', 0);
      let text = '';
      let isAnswered = false;
      for await (const frame of terminal.frames) {
        if (frame.type === 'output') text += Buffer.from(frame.bytes).toString();
        if (isAnswered || !text.includes('17 91')) continue;
        isAnswered = true;
        terminal.resize(80, 24);
        terminal.write(Buffer.from('hello\n'));
      }
      expect(text).toContain('got hello');
      expect(text).toContain('24 80');
      expect(text.endsWith('20000\r\n')).toBe(true);
      expect(await outputOf('tty')).toBe(text);
      expect(await outputOf('tty', 1000)).toBe(text.slice(1000));
    });

    it('loses no output to a reader that follows a flood', async () => {
      await runtime.ensure(bash('flood', 'head -c 30000000 /dev/zero | tr "\\0" x', { source: null }), {});
      const terminal = await runtime.terminal('flood', 0);
      let next = 0;
      for await (const frame of terminal.frames) {
        if (frame.type !== 'output') continue;
        expect(frame.offset).toBe(next);
        next += frame.bytes.length;
      }
      expect(next).toBe(30_000_000);
    });

    it('hands back what was committed and what was left lying as a bundle, and not what is ignored', async () => {
      await runtime.ensure(
        bash('work', 'echo b > b.txt; git add b.txt; git commit -qm second; echo c > c.txt; rm a.txt; echo i > ignored.txt'),
        {},
      );
      await runtime.ended('work', never);
      const bundle = join(repository, '..', `${home}.bundle`);
      writeFileSync(bundle, await buffer(await runtime.collect('work', commit)));
      expect(git('bundle', 'list-heads', bundle).split(' ')[1]).toBe('HEAD');
      git('fetch', '-q', bundle, 'HEAD:refs/heads/taken');
      expect(git('ls-tree', '--name-only', 'taken').split('\n')).toEqual(['.gitignore', 'b.txt', 'c.txt']);
      expect(git('log', '--format=%s', `${commit}..taken`).split('\n')).toHaveLength(2);
      git('update-ref', '-d', 'refs/heads/taken');
      rmSync(bundle);
    });

    it('hands back a bundle with an unchanged tree when nothing was done', async () => {
      await runtime.ensure(bash('idle', 'true'), {});
      await runtime.ended('idle', never);
      expect((await buffer(await runtime.collect('idle', commit))).toString('latin1')).toContain('HEAD');
    });

    it('says so when the workspace is no repository any more', async () => {
      await runtime.ensure(bash('broken', 'rm -rf .git'), {});
      await runtime.ended('broken', never);
      await expect(runtime.collect('broken', commit).then(buffer)).rejects.toMatchObject({ code: 'station.workspace-broken' });
    });

    it('reads a result up to a limit, and nothing that lies elsewhere', async () => {
      await runtime.ensure(bash('result', 'printf 123456 > "$ANDON_OUT/r.json"; ln -s /etc/hosts "$ANDON_OUT/link"'), {});
      await runtime.ended('result', never);
      expect(await textOf(runtime.readOutput('result', 'r.json', 100))).toBe('123456');
      expect(await textOf(runtime.readOutput('result', 'r.json', 3))).toBe('123');
      expect(await runtime.readOutput('result', 'link', 100)).toBeNull();
      expect(await runtime.readOutput('result', 'none', 100)).toBeNull();
      await expect(runtime.readOutput('result', '../x', 100)).rejects.toMatchObject({ kind: 'invalid' });
    });

    it('opens a port inside, and says when nothing listens', async () => {
      await runtime.ensure(
        node('port', 'require("net").createServer({allowHalfOpen:true},s=>s.pipe(s)).listen(+process.env.PORT,"127.0.0.1")', {
          purpose: 'product',
        }),
        {},
      );
      const stream = await openSoon('port', 3000);
      const sent = randomBytes(20 * 1024 * 1024);
      stream.end(sent);
      expect(sha256(await buffer(stream))).toBe(sha256(sent));
      await expect(runtime.open('port', 9999)).rejects.toMatchObject({ kind: 'unavailable' });
    });

    it('carries requests to a named service, large both ways, and answers for the product’s own name', async () => {
      const big = 20 * 1024 * 1024;
      const script = `const http=require('http');
        http.createServer((q,r)=>r.end('product')).listen(+process.env.PORT,'127.0.0.1',async()=>{
          const own=await(await fetch('http://product.localhost/')).text();
          const answer=Buffer.from(await(await fetch('http://echo.localhost/x',{method:'POST',body:Buffer.alloc(${big},'e')})).arrayBuffer());
          const other=await fetch('http://other.localhost/').then(r=>r.status,()=>'none');
          console.log(own,answer.length,answer.every(b=>b===101),other);process.exit(0)})`;
      await runtime.ensure(node('service', script, { services: ['echo'] }), { echo: echoHttp(big) });
      await runtime.ended('service', never);
      expect((await outputOf('service')).trim()).toMatch(new RegExp(`^product ${big} true (502|none)$`));
    });

    it('holds a fast sender back while a slow reader has not read', async () => {
      const script = `const s=require('net').connect(80,'slow.localhost',()=>{s.write('POST / HTTP/1.1\\r\\nHost: slow.localhost\\r\\n\\r\\n');let n=0;(function f(){while(n<40000000){const b=Buffer.alloc(65536);n+=b.length;if(!s.write(b))return s.once('drain',f)}console.log('all sent')})()})`;
      let stream: Duplex | null = null;
      await runtime.ensure(node('slow', script, { services: ['slow'], source: null }), {
        slow: opened => {
          stream = opened;
        },
      });
      const opened = await eventually(async () => stream ?? Promise.reject(new Error('not yet')));
      // With nobody reading, what is under way stops at a bound.
      let before = -1;
      while (opened.readableLength !== before) {
        before = opened.readableLength;
        await sleep(300);
      }
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(2 * 1024 * 1024);
      expect(await outputOf0(runtime, 'slow')).not.toContain('all sent');
      opened.resume();
      await eventually(async () =>
        (await outputOf0(runtime, 'slow')).includes('all sent') ? true : Promise.reject(new Error('not yet')),
      );
    });

    it('runs a command beside the process, with input, a cap and a time limit', async () => {
      await runtime.ensure(bash('exec', 'sleep 300'), {});
      const run = (argv: string[], more = {}) => runtime.exec('exec', argv, { maxBytes: 1000, timeoutMs: 20_000, ...more });
      const piped = await run(['bash', '-c', 'tr a-z A-Z; echo no >&2; exit 3'], { input: Buffer.from('yes') });
      expect({ ...piped, stdout: String(Buffer.from(piped.stdout)), stderr: String(Buffer.from(piped.stderr)) }).toEqual({
        exitCode: 3,
        stdout: 'YES',
        stderr: 'no\n',
        isTruncated: false,
      });
      const long = await run(['bash', '-c', 'yes | head -c 100000']);
      expect([long.stdout.length, long.isTruncated]).toEqual([1000, true]);
      expect((await run(['sleep', '60'], { timeoutMs: 200 })).exitCode).toBe(124);
      expect((await run(['no-such-command'])).exitCode).toBe(127);
    });

    it('freezes and thaws', async () => {
      await runtime.ensure(bash('pause', 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done', { source: null }), {});
      const seen: string[] = [];
      const terminal = await runtime.terminal('pause', 0);
      const reading = (async () => {
        for await (const frame of terminal.frames) if (frame.type === 'output') seen.push(Buffer.from(frame.bytes).toString());
      })();
      await eventually(async () => (seen.length > 3 ? true : Promise.reject(new Error('not yet'))));
      await runtime.pause('pause');
      expect((await runtime.inspect('pause'))?.state.status).toBe('paused');
      await sleep(300);
      const still = seen.join('');
      await sleep(300);
      expect(seen.join('')).toBe(still);
      await runtime.resume('pause');
      await eventually(async () => (seen.join('').length > still.length ? true : Promise.reject(new Error('not yet'))));
      expect((await runtime.inspect('pause'))?.state.status).toBe('running');
      const numbers = seen.join('').trim().split('\n').map(Number);
      expect(numbers.slice(0, -1)).toEqual(numbers.slice(0, -1).map((_, index) => index + 1));
      terminal.close();
      await reading;
    });

    it('is taken over by the next app while it works: output, services and end go on', async () => {
      const first = makeRuntime();
      const script = `let i=0;const t=setInterval(()=>console.log(i++),10);
        process.on('SIGUSR2',()=>0);
        (async()=>{for(;;){try{const r=await(await fetch('http://go.localhost/')).text();if(r==='stop'){clearInterval(t);process.exitCode=5;return}if(r!=='wait')console.log('answered',r)}catch{}await new Promise(r=>setTimeout(r,50))}})()`;
      await first.ensure(node('taken', script, { services: ['go'], source: null }), { go: answerHttp('wait') });
      const terminal = await first.terminal('taken', 0);
      let offset = 0;
      let early = '';
      for await (const frame of terminal.frames) {
        if (frame.type !== 'output') continue;
        early += Buffer.from(frame.bytes).toString();
        offset = frame.offset + frame.bytes.length;
        if (early.length > 40) break;
      }
      await first.close();
      // Asked while no app is there: the question waits.
      await sleep(200);
      const second = makeRuntime();
      const info = await second.ensure(node('taken', script, { services: ['go'], source: null }), { go: answerHttp('stop') });
      expect(info.state.status).not.toBe('lost');
      expect(await second.ended('taken', never)).toEqual({ status: 'ended', exitCode: 5, cause: 'exit' });
      const all = early + (await outputOf('taken', offset, second));
      expect(all.trim().split('\n').map(Number)).toEqual(
        all
          .trim()
          .split('\n')
          .map((_, index) => index),
      );
      expect((await second.inspect('taken'))?.state.status).toBe('ended');
    });

    it('names a station that was killed from outside, and still hands back its work', async () => {
      await runtime.ensure(bash('killed', 'echo d > d.txt; sync d.txt; echo ready; sleep 300'), {});
      await eventually(async () =>
        (await outputOf0(runtime, 'killed')).includes('ready') ? true : Promise.reject(new Error('not yet')),
      );
      const ending = runtime.ended('killed', never);
      await underTest.kill(home, 'killed');
      expect(await ending).toEqual({ status: 'ended', exitCode: 137, cause: 'killed' });
      expect((await buffer(await runtime.collect('killed', commit))).length).toBeGreaterThan(100);
    });

    it('does not take a process that kills itself for one that was killed', async () => {
      await runtime.ensure(bash('suicide', 'kill -9 $$'), {});
      expect(await runtime.ended('suicide', never)).toEqual({ status: 'ended', exitCode: 137, cause: 'exit' });
    });

    it('stops a station that fills its disk', async () => {
      await runtime.ensure(
        bash('disk', 'i=0; while :; do head -c 4000000 /dev/zero > f$i; i=$((i+1)); sleep 0.02; done', {
          limits: { ...defaultLimits, diskMb: 64 },
        }),
        {},
      );
      expect(await runtime.ended('disk', never)).toMatchObject({ status: 'ended', cause: 'disk-full' });
    });

    it('refuses what it cannot make, and leaves nothing of it', async () => {
      await expect(
        runtime.ensure(
          { ...bash('bad', 'true'), source: { commit: 'f'.repeat(40), bundle: bash('bad', '').source!.bundle } },
          {},
        ),
      ).rejects.toMatchObject({ code: 'station.commit-missing' });
      await expect(runtime.ensure(bash('bad', 'true', { services: ['Not A Name'] }), {})).rejects.toMatchObject({
        kind: 'invalid',
      });
      await expect(runtime.terminal('bad', 0)).rejects.toMatchObject({ kind: 'missing' });
      expect(await runtime.inspect('bad')).toBeNull();
    });

    it('fills dependencies once, gives them read-only, and does over what was left half done', async () => {
      const key = randomBytes(10).toString('hex');
      const request = {
        key,
        path: 'node_modules',
        files: { 'package.json': Buffer.from('{}') },
        registry: answerHttp('pkg'),
        signal: never,
      };
      const install =
        "test ! -e node_modules || exit 9; mkdir node_modules; node -e \"fetch('http://registry.localhost/').then(r=>r.text()).then(t=>require('fs').writeFileSync('node_modules/dep.js',t))\"";
      await expect(
        ensureDependencies(runtime, { ...request, installArgv: ['bash', '-c', 'mkdir node_modules; echo ECONNREFUSED; exit 1'] }),
      ).rejects.toMatchObject({ code: 'setup.failed', kind: 'unavailable' });
      expect(await runtime.hasDependencies(key)).toBe(false);
      const wanted = { ...request, installArgv: ['bash', '-c', install] };
      await Promise.all([ensureDependencies(runtime, wanted), ensureDependencies(runtime, wanted)]);
      expect(await makeRuntime().hasDependencies(key)).toBe(true);
      await runtime.ensure(
        bash('uses', 'cat node_modules/dep.js; echo; git status --short; git check-ignore -q node_modules && echo unseen', {
          dependencies: { key, path: 'node_modules' },
        }),
        {},
      );
      await runtime.ended('uses', never);
      expect(await outputOf('uses')).toBe('pkg\nunseen\n');
    });

    it('removes twice without complaint, and another home’s stations never', async () => {
      await runtime.ensure(bash('mine', 'sleep 300', { source: null }), {});
      const other = underTest.make(`${home}-other`);
      expect(await other.list()).toEqual([]);
      await other.remove('mine');
      await other.close();
      expect((await runtime.inspect('mine'))?.state.status).toBe('running');
      await runtime.remove('mine');
      await runtime.remove('mine');
      expect(await runtime.inspect('mine')).toBeNull();
    });
  });
}

/** Tries until it works; the test's own time limit is the bound. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await sleep(20);
    }
  }
}

/** What there is of the output right now. */
export async function outputOf0(runtime: StationRuntime, id: string): Promise<string> {
  const terminal = await runtime.terminal(id, 0);
  const chunks: Uint8Array[] = [];
  const timer = setTimeout(() => terminal.close(), 300);
  for await (const frame of terminal.frames) if (frame.type === 'output') chunks.push(frame.bytes);
  clearTimeout(timer);
  return Buffer.concat(chunks).toString();
}

async function textOf(bytes: Promise<Uint8Array | null>): Promise<string> {
  const value = await bytes;
  if (!value) throw new Error('no such output');
  return Buffer.from(value).toString();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A service that answers every request with one text. */
export function answerHttp(text: string): ServiceHandler {
  return stream => {
    stream.once('data', () =>
      stream.end(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`),
    );
    stream.on('error', () => undefined);
  };
}

/** Sends a body of known length back as it comes. */
function echoHttp(length: number): ServiceHandler {
  return stream => {
    let head = '';
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      stream.off('data', onData);
      stream.write(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`);
      stream.write(Buffer.from(head.slice(end + 4), 'latin1'));
      stream.pipe(stream);
    };
    stream.on('data', onData);
  };
}
