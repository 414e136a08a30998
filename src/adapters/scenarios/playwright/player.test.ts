import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../base/app-error.ts';
import type { ReplayRecord } from '../../../core/scenario/replay.ts';
import { findBrowser } from './find-browser.ts';
import { createPlaywrightPlayer } from './player.ts';
import { dial, listen, requestFor, startToyProduct, stop, type Toy, type ToyProduct } from './toy-product.fixture.ts';

const signal = () => new AbortController().signal;

describe.skipIf(findBrowser().path === null)('the player', () => {
  const player = createPlaywrightPlayer({ onLog: () => {} });
  let toy: Toy & { product: ToyProduct };
  const play = (steps: string): Promise<ReplayRecord> => player.replay(requestFor(toy, steps), signal());

  beforeAll(async () => {
    toy = { product: await startToyProduct(), blobs: new Map() };
  });
  beforeEach(() => void toy.product.calls.splice(0));
  afterAll(async () => {
    await player.close();
    await toy.product.close();
  });

  it('does what a person does and sees what it expects', async () => {
    const record = await play(`
  - goto: /
  - fill: { label: Title }
    value: VPN is down for \${dana.mail}
  - select: { label: Priority }
    value: urgent
  - check: { label: Notify }
  - click: { role: button, name: Escalate }
  - expect: status
    page: { role: status }
    text: Escalated VPN is down for dana@relay.example urgent true
  - expect: clock
    page: { css: "#now" }
    text: { matches: "^2026-01-15T10:00:00" }
  - expect: two-items
    page: { role: listitem }
    count: 2
  - expect: value
    page: { label: Title }
    value: { contains: VPN }
  - expect: no-dialog
    page: { role: dialog }
    hidden: true
  - expect: short-fits
    page: { css: "#short" }
    within_viewport: true
  - expect: one-message
    twin: slack
    calls: { method: POST, path: /api/chat.postMessage, body: { channel: C0SUPPORT, text: { contains: T-1 } } }
    count: 1
  - expect: nothing-else
    twins: only
  - expect: open
    twin: jira
    state: issues.HELP-7.status
    equals: Open
  - expect: clean
    console: clean
  - checkpoint: done
`);
    expect(record.broken).toBeNull();
    expect(record.steps.filter(step => step.status !== 'passed')).toEqual([]);
    expect(Object.values(record.assertions).every(held => held)).toBe(true);
    expect(record.pictures).toMatchObject([{ checkpoint: 'done', width: 800, height: 600 }]);
    expect(record.network).toContainEqual({ method: 'POST', url: 'http://product.localhost/escalate', status: 204, error: null });
    expect(record.calls).toHaveLength(1);
    expect(toy.product.seen.every(one => !('proxy-authorization' in one.headers))).toBe(true);
  });

  it('goes on after an expectation that does not hold, and says what it saw', async () => {
    const record = await play(`
  - goto: /
  - expect: wrong-text
    page: { role: heading }
    text: Invoices
    timeout_ms: 200
  - expect: absent
    page: { role: dialog }
    visible: true
    timeout_ms: 0
  - expect: overflows
    page: { css: "#long" }
    within_viewport: true
    timeout_ms: 0
  - expect: not-done
    twin: jira
    state: issues["HELP-7"].status
    equals: Done
    timeout_ms: 0
  - expect: heading
    page: { role: heading, name: Tickets }
    visible: true
`);
    expect(record.broken).toBeNull();
    expect(record.assertions).toEqual({ 'wrong-text': false, absent: false, overflows: false, 'not-done': false, heading: true });
    expect(record.steps[1]?.error).toContain('"Tickets"');
  });

  it('ends at a step that cannot be carried out, and never evaluates what follows', async () => {
    const record = await play(`
  - goto: /
  - click: { role: button, name: No such button }
    timeout_ms: 200
  - expect: heading
    page: { role: heading }
    visible: true
`);
    expect(record.broken).toMatchObject({ step: 1 });
    expect(record.assertions).toEqual({});
    expect(record.steps.map(step => step.status)).toEqual(['passed', 'failed', 'not-reached']);
  });

  it('waits for late writes before it believes that something happened only once', async () => {
    const record = await play(`
  - goto: /
  - click: { role: button, name: Twice }
  - expect: one-message
    twin: slack
    calls: { path: /api/chat.postMessage }
    count: 1
`);
    expect(record.assertions).toEqual({ 'one-message': false });
    expect(record.steps[2]?.error).toContain('2 such calls');
  });

  it('finds a write that no expectation and no allowance covers', async () => {
    const steps = (allow: string) => `
  - goto: /
  - click: { role: button, name: Mirror }
  - expect: nothing-else
    twins: only
    settle_ms: 300
    allow: [${allow}]
`;
    expect((await play(steps(''))).assertions).toEqual({ 'nothing-else': false });
    expect((await play(steps('{ twin: jira, path: { matches: "^/rest/api/3/issue" } }'))).assertions).toEqual({
      'nothing-else': true,
    });
  });

  it('reports errors of the page, uncaught ones too', async () => {
    const record = await play(`
  - goto: /
  - click: { role: button, name: Throw }
  - expect: clean
    console: clean
`);
    expect(record.assertions).toEqual({ clean: false });
    expect(record.console).toContainEqual({ level: 'error', text: expect.stringContaining('boom') });
  });

  it('gives each person a browser of their own', async () => {
    const record = await play(`
  - goto: /
  - as: omar
    goto: /
  - as: omar
    expect: fresh
    page: { css: "#who" }
    text: a=1; b=2
  - goto: /
  - expect: known
    page: { css: "#who" }
    text: a=1; b=2; me=en-US
`);
    expect(record.assertions).toEqual({ fresh: true, known: true });
  });

  it('takes the same picture every time, byte for byte', async () => {
    const steps = `
  - goto: /
  - checkpoint: home
  - fill: { label: Title }
    value: same
  - checkpoint: filled
    full: true
  - checkpoint: masked
    mask: [ { css: "#dice" } ]
`;
    const records: ReplayRecord[] = [];
    for (let index = 0; index < 5; index++) records.push(await play(steps));
    for (const record of records) expect(record.pictures).toEqual(records[0]?.pictures);
    expect(new Set(records[0]?.pictures.map(picture => picture.blob)).size).toBe(3);
  });

  it('waits for a page that loads again before it takes a picture', async () => {
    const reload = `<h1></h1><button onclick="fetch('/mirror',{method:'POST'}).then(()=>{const n=Number(sessionStorage.n??0);if(n<3){sessionStorage.n=n+1;location.reload()}})">Go</button><script>document.querySelector('h1').textContent='load '+(sessionStorage.n??0);if(sessionStorage.n>0&&sessionStorage.n<3)document.querySelector('button').click()</script>`;
    const product = await startToyProduct({ '/reload': reload });
    const blobs = new Set<string>();
    for (let index = 0; index < 4; index++) {
      const record = await player.replay(
        requestFor(
          { product, blobs: toy.blobs },
          '  - goto: /reload\n  - click: { role: button }\n  - checkpoint: loaded\n  - expect: last\n    page: { role: heading }\n    text: load 3\n',
        ),
        signal(),
      );
      expect(record).toMatchObject({ broken: null, assertions: { last: true } });
      blobs.add(record.pictures[0]!.blob);
    }
    await product.close();
    expect(blobs.size).toBe(1);
  });

  it('lets a page reach its own names and nothing else of this machine', async () => {
    let reached = 0;
    const other = createServer((_, answer) => {
      reached++;
      answer.setHeader('access-control-allow-origin', '*');
      answer.end('secret');
    });
    const port = await listen(other);
    const page = `<p id=out></p><script>(async()=>{const no=async f=>{try{await f();return 'open'}catch{return 'shut'}};
      const ws=u=>new Promise((y,n)=>{const s=new WebSocket(u);s.onopen=y;s.onerror=n});
      const xs=[await no(()=>fetch('http://127.0.0.1:${port}/')),await no(()=>fetch('http://localhost:${port}/')),await no(()=>fetch('http://product.localhost:${port}/')),await no(()=>ws('ws://127.0.0.1:${port}/')),await no(()=>ws('ws://product.localhost:${port}/')),await no(()=>fetch('https://product.localhost/'))];
      await new Promise(r=>{const i=new Image();i.onerror=i.onload=r;i.src='http://127.0.0.1:${port}/x.png'});
      out.textContent=xs.join(' ')})()</script>`;
    const product = await startToyProduct({ '/hostile': page });
    const record = await player.replay(
      requestFor(
        { product, blobs: toy.blobs },
        `
  - goto: /hostile
  - expect: all-shut
    page: { css: "#out" }
    text: shut shut shut shut shut shut
`,
      ),
      signal(),
    );
    await product.close();
    await stop(other);
    expect(record.assertions).toEqual({ 'all-shut': true });
    expect(reached).toBe(0);
    expect(record.network.filter(line => line.error?.startsWith('blocked')).map(line => line.url)).toEqual(
      expect.arrayContaining([`http://127.0.0.1:${port}/`, `127.0.0.1:${port}`, 'product.localhost:443']),
    );
  });

  it('says that the product does not answer, rather than blaming the browser', async () => {
    const request = requestFor(toy, '  - goto: /\n  - expect: x\n    page: { role: heading }\n    visible: true\n');
    const record = await player.replay({ ...request, routes: { 'product.localhost': () => dial(1) } }, signal());
    expect(record.broken).toEqual({ step: 0, reason: 'nothing answers at /' });
  });

  it('is not held up by a page that hangs for good, and the next replay is unharmed', async () => {
    const product = await startToyProduct({ '/hang': '<h1>Hang</h1><button onclick="for(;;);">Hang</button>' });
    const steps =
      '  - goto: /hang\n  - click: { role: button }\n    timeout_ms: 300\n  - checkpoint: x\n    timeout_ms: 300\n  - expect: x\n    page: { role: heading }\n    visible: true\n';
    const record = await player.replay(requestFor({ product, blobs: toy.blobs }, steps), signal());
    expect(record.broken).not.toBeNull();
    expect(record.assertions).toEqual({});
    await product.close();
    expect((await play('  - goto: /\n  - expect: x\n    page: { role: heading }\n    visible: true\n')).assertions).toEqual({
      x: true,
    });
  });

  it('stops at once when it is told to', async () => {
    const stopping = new AbortController();
    const request = requestFor(
      toy,
      '  - goto: /\n  - click: { role: button, name: Never }\n    timeout_ms: 60000\n  - expect: x\n    page: { role: heading }\n    visible: true\n',
    );
    const seen = toy.product.seen.length;
    const replay = player.replay(request, stopping.signal);
    await expect.poll(() => toy.product.seen.length).toBeGreaterThan(seen);
    stopping.abort();
    await expect(replay).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('passes on what fails on our own side as it is', async () => {
    const request = requestFor(toy, '  - goto: /\n  - expect: x\n    twin: jira\n    state: a\n    equals: 1\n');
    const failing = {
      ...request,
      twins: { journal: async () => [], state: () => Promise.reject(Object.assign(new Error('twins are gone'), {})) },
    };
    const record = await player.replay(failing, signal()).catch((error: AppError) => error);
    expect(record).toMatchObject({ kind: 'unavailable', code: 'twins.unreachable' });
  });

  it('tells a dead browser from a faulty product, and starts a new one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'andon-browser-'));
    const found = findBrowser();
    const wrapper = join(directory, 'browser');
    writeFileSync(wrapper, `#!/bin/sh\necho $$ > ${directory}/pid\nexec ${found.path} "$@"\n`, { mode: 0o755 });
    const messages: string[] = [];
    const own = createPlaywrightPlayer({ executablePath: wrapper, onLog: message => messages.push(message) });
    const request = requestFor(toy, '  - goto: /\n  - expect: x\n    page: { role: heading }\n    visible: true\n');
    const killing = async () => {
      process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')), 'SIGKILL');
      return await toy.product.route();
    };
    const dying = own.replay({ ...request, routes: { 'product.localhost': killing } }, signal());
    await expect(dying).rejects.toMatchObject({ kind: 'unavailable', code: 'browser.failed' });
    expect((await own.replay(request, signal())).assertions).toEqual({ x: true });
    await own.close();
    rmSync(directory, { recursive: true });
    expect(messages).toContain('the browser has ended');
  });

  it('says what to do when there is no browser to start', async () => {
    const none = createPlaywrightPlayer({ executablePath: '/no/such/browser', onLog: () => {} });
    await expect(none.replay(requestFor(toy, '  - goto: /\n'), signal())).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'browser.failed',
    });
    expect(findBrowser({ ANDON_CHROMIUM: '/no/such/browser' })).toEqual({
      path: null,
      reason: 'ANDON_CHROMIUM names /no/such/browser, which is not there',
    });
  });
});
