import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { gitText } from '../../src/core/project/git.ts';
import { hasDocker, removeHome } from '../support/docker-traces.ts';
import { temporaryHome } from '../support/home.ts';
import { packetText } from '../support/packet-file.ts';
import { context } from '../support/terminal.ts';
import { type BrowserTestRoom, openBrowserTestRoom } from './browser-room.ts';
import { type Engineer, openWindow } from './engineer.ts';

const cord = 'Control+Shift+Period';
const fixed = 'J-1';
const noOp = 'J-3';
const unclear = 'J-4';

// One room and one window for all: each case begins where the one before it has left the board.
describe.skipIf(!hasDocker)(`the window of a real room${hasDocker ? '' : ' (left out: needs Docker)'}`, () => {
  let home = '';
  let served: BrowserTestRoom;
  let engineer: Engineer;
  let link = '';

  beforeAll(async () => {
    home = await temporaryHome();
    served = await openBrowserTestRoom(home, 'docker');
    link = served.link();
    engineer = await openWindow(link);
  });
  afterEach(() => expect(engineer.faults).toEqual([]));
  afterAll(async () => {
    await engineer?.close();
    await served?.close();
    await removeHome(home);
  });

  it('opens by a link and takes its token out of the address', async () => {
    await engineer.card(fixed).waitFor();
    expect(new URL(link).hash).toMatch(/^#token=./);
    expect(engineer.page.url()).not.toContain('token');
  });

  it('starts jobs from the board and shows the terminal of an agent at work', async () => {
    const { page, card, goTo, pick } = engineer;
    for (const job of [fixed, noOp, unclear]) {
      await pick(job);
      await card(job).getByRole('button', { name: 'Queue' }).click();
    }
    await page.locator(`.board-running [id="card-${fixed}"]`).waitFor();
    await goTo(`run/${fixed}.1`);
    await page.locator('.pane-head', { hasText: 'live' }).waitFor();
    await page.locator('.xterm-rows', { hasText: 'I begin when you press Enter.' }).waitFor();
    await expect.poll(() => columnsInside(served, fixed)).toBe(await columnsShown(engineer));
  });

  it('freezes everything with one key, and lets it go on with the same key and a yes', async () => {
    const { page, card, goTo } = engineer;
    await goTo('board');
    await page.keyboard.press(cord);
    await page.getByRole('button', { name: 'Line stopped, release' }).waitFor();
    await card(fixed).getByText('Implement, held').waitFor();
    await expect.poll(() => stationStatus(served, fixed)).toBe('paused');
    await page.keyboard.press(cord);
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Pull the cord' }).waitFor();
    await expect.poll(() => stationStatus(served, fixed)).toBe('running');
  });

  it('lets the engineer type into the terminal', async () => {
    const { page, goTo } = engineer;
    await goTo(`run/${fixed}.1`);
    await page.locator('.pane-head', { hasText: 'live' }).waitFor();
    await page.locator('.xterm-rows', { hasText: 'I begin when you press Enter.' }).waitFor();
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.press('Enter');
    await page.locator('.moment', { hasText: 'Implement passed' }).waitFor();
  });

  it('answers a question with a number, which starts a new run', async () => {
    const { page, pick, goTo } = engineer;
    await goTo('board');
    await page.locator(`.board-needs-you [id="card-${unclear}"]`).waitFor();
    await pick(unclear);
    await page.keyboard.press('1');
    const { run } = await served.room.until(unclear, card => card.run?.number === 2);
    expect(run?.id).toBe(`${unclear}.2`);
    await served.room.handlers['job.cancel']({ job: unclear }, context);
  });

  it('accepts a no-op with one key', async () => {
    const { page, pick, card } = engineer;
    await page.locator(`.board-needs-you [id="card-${noOp}"]`).waitFor();
    await pick(noOp);
    await page.keyboard.press('1');
    await card(noOp).getByText('no-op accepted').waitFor();
    expect((await served.room.card(noOp)).disposition).toBe('no-op accepted');
  });

  it('merges a change once all its pictures were seen, by the keyboard alone', async () => {
    const { page, goTo, card } = engineer;
    await served.room.until(fixed, one => one.column === 'review');
    await goTo(`review/${fixed}.1`);
    const approve = page.getByRole('button', { name: 'Approve & merge' });
    await page.locator('.sheet').first().waitFor();
    await expect.poll(() => seeNext(engineer)).toBe(true);
    expect(await approve.isEnabled()).toBe(true);
    await page.keyboard.press('a');
    await page.locator('.why', { hasText: 'Merged as' }).waitFor();
    await goTo('board');
    await card(fixed).getByText('merged').waitFor();

    const events = await served.room.events(`${fixed}.1`);
    expect(events.find(event => event.type === 'gate.answered')).toMatchObject({ actor: 'engineer' });
    const { mergedAs } = await served.room.card(fixed);
    expect(mergedAs).toMatch(/^[0-9a-f]{40}$/);
    expect(await gitText(['rev-parse', 'main'], { directory: served.repository })).toBe(mergedAs);
  });

  it('shows hostile text as text, within the page', async () => {
    const { page, goTo, card } = engineer;
    const title = `<img src=x onerror="andonFault(1)"><script>andonFault(2)</script> \u202Egnp.exe ${'W'.repeat(110)}`;
    const { id } = await served.room.handlers['job.add']({ text: await hostile(home, title) }, context);
    await goTo('board');
    await card(id).waitFor();
    expect(await card(id).locator('.card-title').textContent()).toBe(title);
    await expectUnbroken(engineer);
    await goTo(`packet/${id}`);
    await page.locator('.packet-goal').waitFor();
    await expectUnbroken(engineer);
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  it('says after a reload that the link was used', async () => {
    await engineer.page.reload();
    await engineer.page.getByText('This link was used.').waitFor();
    await engineer.page.getByText('andon open').waitFor();
    engineer.page.removeAllListeners('console');
  });
});

/** Goes to the next picture that was not seen, if there is one; true once the change can be approved. */
async function seeNext({ page }: Engineer): Promise<boolean> {
  const hint = page.locator('.why').getByRole('button', { name: 'Show picture' });
  if ((await hint.count()) === 0) return page.getByRole('button', { name: 'Approve & merge' }).isEnabled();
  await page.keyboard.press('v');
  return false;
}

/** Nothing is wider than the window, and no card is wider than its column. */
async function expectUnbroken({ page }: Engineer): Promise<void> {
  const widest = await page.evaluate(() => {
    const over = (inner: Element, outer: Element) => inner.scrollWidth - outer.clientWidth;
    const columns = [...document.querySelectorAll('.board-column, .packet-pane')];
    return Math.max(over(document.documentElement, document.documentElement), ...columns.map(one => over(one, one)));
  });
  expect(widest).toBeLessThanOrEqual(0);
}

async function stationOf({ room }: BrowserTestRoom, job: string): Promise<string> {
  const { station } = await room.handlers['run.get']({ run: `${job}.1` }, context);
  if (station === null) throw new Error(`${job} has no station`);
  return station;
}

async function stationStatus(served: BrowserTestRoom, job: string): Promise<string> {
  const station = await stationOf(served, job);
  return (await served.room.handlers['station.inspect']({ station }, context)).status;
}

/** The width that the terminal has inside its station: what a newly attached viewer is told. */
async function columnsInside(served: BrowserTestRoom, job: string): Promise<number> {
  const stop = new AbortController();
  const station = await stationOf(served, job);
  const frames = served.room.handlers['station.terminal']({ station, after: 0 }, { ...context, signal: stop.signal });
  for await (const frame of frames) {
    if (frame[0] !== 1) continue;
    stop.abort();
    return new DataView(frame.buffer, frame.byteOffset).getUint16(1);
  }
  throw new Error('the terminal has no size');
}

async function columnsShown({ page }: Engineer): Promise<number> {
  return Number.parseInt((await page.locator('.pane-head .num').last().textContent()) ?? '', 10);
}

async function hostile(home: string, title: string): Promise<string> {
  const packet = parse(await packetText(`${home}/sample/factory`, 5)) as Record<string, unknown>;
  return stringify({
    ...packet,
    title,
    goal: `${'x'.repeat(3_900)} <script>andonFault(3)</script> \u202Eevil`,
    context: { files: [], notes: 'y'.repeat(5_000) },
  });
}
