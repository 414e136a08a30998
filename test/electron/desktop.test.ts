import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Room } from '../../src/app/room.ts';
import { controlRoom, type JobCard } from '../../src/contract/index.ts';
import { connect } from '../../src/rpc/connect.ts';
import { mainPort } from '../../src/rpc/transports/message-port.ts';

const pages = { directory: '' };
vi.mock('../../src/app/where.ts', async original => ({
  ...(await original<object>()),
  get builtPages() {
    return pages.directory;
  },
}));

type StandIn = typeof import('./stand-in.ts');
let electron: StandIn;
let folder = '';
let gates: PromiseWithResolvers<JobCard>;

const card = {
  id: 'J-1',
  title: 'One message',
  gate: { id: 'g1', kind: 'review', text: 'Merge this change?' },
} as unknown as JobCard;
const watched = { 'job.list': controlRoom['job.list'], 'job.changes': controlRoom['job.changes'] };

beforeEach(async () => {
  vi.resetModules();
  const standIn = await import('./stand-in.ts');
  electron = standIn;
  vi.doMock('electron', () => standIn);
  folder = await mkdtemp(join(tmpdir(), 'andon-desktop-'));
  pages.directory = join(folder, 'pages');
  await mkdir(pages.directory);
  await writeFile(join(pages.directory, 'index.html'), '<!doctype html><title>Andon</title>');
  electron.app.userData = join(folder, 'user-data');
  gates = Promise.withResolvers();
});

afterEach(async () => {
  for (const child of electron.processes) child.postMessage({ type: 'stop' });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const handlers = { 'gate.list': async () => [] } as unknown as Room['handlers'];

/** Starts the desktop with a real core on the other side of the stand-in's process. */
async function start(create: () => Promise<Room> = async () => ({ handlers, close: async () => {} })) {
  const { startDesktop } = await import('../../src/main/desktop.ts');
  startDesktop(['--enable-something-of-chromium', '--home', join(folder, 'home')]);
  electron.app.becomeReady();
  await vi.waitFor(() => expect(electron.windows.length).toBe(1));
  await runCoreIn(0, create);
  const window = electron.windows[0]!;
  await vi.waitFor(() => expect(window.webContents.posted).toHaveLength(1));
  return window;
}

async function runCoreIn(index: number, create: () => Promise<Room>) {
  const { runCore } = await import('../../src/main/run-core.ts');
  const child = electron.processes[index]!;
  const config = { home: join(folder, 'home'), factory: 'sample', runtime: 'local', pace: 'fast', onProgress: () => {} } as const;
  void runCore({ config, create, parent: child.parentPort as never, exit: code => child.exit(code) });
}

/** The room as the page would speak to it, over the port that it was sent last. */
function roomOfPage() {
  const { ports } = electron.windows[0]!.webContents.posted.at(-1)!;
  return connect(controlRoom, mainPort(ports[0] as never));
}

describe('the window', () => {
  it('is sandboxed and isolated, shows our own address, and gets a port when it has loaded', async () => {
    const window = await start();
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
    expect(window.loaded).toBe('andon://room/index.html');
    expect(electron.app.calls).toContain('enableSandbox');
    expect(window.webContents.posted[0]?.channel).toBe('andon.port');
    expect(await roomOfPage()['gate.list']({})).toEqual([]);
  });

  it('gets a new port after a reload', async () => {
    const window = await start();
    window.webContents.emit('did-finish-load');
    expect(window.webContents.posted).toHaveLength(2);
    expect(await roomOfPage()['gate.list']({})).toEqual([]);
  });

  it('is refused to leave its page, to open others and to be granted anything', async () => {
    const window = await start();
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn();
      window.webContents.emit(name, { preventDefault });
      expect(preventDefault, name).toHaveBeenCalled();
    }
    expect(window.webContents.openHandler?.()).toEqual({ action: 'deny' });
    const { request, check, device } = electron.session.defaultSession.handlers as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    const answer = vi.fn();
    request?.(null, 'media', answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect([check?.(), device?.()]).toEqual([false, false]);
  });

  it('comes back where it was, unless no display is there any more', async () => {
    const window = await start();
    window.bounds = { x: 100, y: 50, width: 1000, height: 700 };
    window.emit('close');
    const { readWindowState } = await import('../../src/main/window-state.ts');
    expect(readWindowState(electron.app.userData).bounds).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
    window.bounds = { x: 9_000, y: 50, width: 1000, height: 700 };
    window.emit('close');
    expect(readWindowState(electron.app.userData).bounds).toEqual({ width: 1440, height: 900 });
    await writeFile(join(electron.app.userData, 'window.json'), '{');
    expect(readWindowState(electron.app.userData).bounds).toEqual({ width: 1440, height: 900 });
  });
});

describe('the pages', () => {
  it('come over a scheme of our own with a strict policy, and nothing else does', async () => {
    await start();
    expect(electron.schemes).toMatchObject([{ scheme: 'andon', privileges: { standard: true, secure: true } }]);
    const get = electron.pages.get('andon')!;
    const page = get(new Request('andon://room/index.html'));
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await page.text()).toContain('Andon');
    expect(get(new Request('andon://other/index.html')).status).toBe(404);
    expect(await get(new Request('andon://room/..%2f..%2fetc/passwd')).text()).not.toContain('root:');
  });
});

describe('a second start', () => {
  it('shows the first window and ends itself', async () => {
    const window = await start();
    window.calls.push('minimize');
    electron.app.emit('second-instance');
    expect(window.calls.slice(-3)).toEqual(['restore', 'show', 'focus']);
  });

  it('opens nothing', async () => {
    electron.app.hasLock = false;
    const { startDesktop } = await import('../../src/main/desktop.ts');
    startDesktop([]);
    electron.app.becomeReady();
    await new Promise(resolve => setImmediate(resolve));
    expect(electron.windows).toHaveLength(0);
    expect(electron.app.calls).toContain('quit');
  });
});

describe('the core', () => {
  it('runs in a process of its own, with our flags and none of Chromium’s', async () => {
    await start();
    expect(electron.processes[0]?.modulePath).toMatch(/core-process\.js$/);
    expect(electron.processes[0]?.args).toEqual(expect.arrayContaining(['--home', join(folder, 'home')]));
    expect(electron.processes[0]?.args.join(' ')).not.toContain('chromium');
  });

  it('is started again when it ends unasked, and the page gets a new port; again and again is a failure', async () => {
    const window = await start();
    for (let time = 1; time <= 3; time++) {
      electron.processes.at(-1)!.exit(1);
      expect(electron.processes).toHaveLength(time + 1);
      expect(window.webContents.posted).toHaveLength(time + 1);
    }
    electron.processes.at(-1)!.exit(1);
    expect(electron.processes).toHaveLength(4);
    expect(electron.boxes[0]).toContain('room.log');
  });

  it('that cannot open the room says why, with the next step', async () => {
    const { AppError } = await import('../../src/base/app-error.ts');
    const { startDesktop } = await import('../../src/main/desktop.ts');
    startDesktop(['--home', join(folder, 'home')]);
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.processes.length).toBe(1));
    await runCoreIn(0, () =>
      Promise.reject(
        new AppError('unavailable', 'database.newer', 'The database is from a newer version.', { hint: 'Update Andon.' }),
      ),
    );
    await vi.waitFor(() => expect(electron.boxes[0]).toBe('The database is from a newer version.\n\nUpdate Andon.'));
    expect(electron.app.calls).toContain('exit 3');
  });

  it('closes the room before the app ends', async () => {
    const close = vi.fn(async () => {});
    await start(async () => ({ handlers, close }));
    electron.app.emit('window-all-closed');
    expect(electron.app.calls.at(-1)).toBe('quit prevented');
    await vi.waitFor(() => expect(electron.app.calls.at(-1)).toBe('quit'));
    expect(close).toHaveBeenCalledOnce();
  });

  it('shows the window when the command line asks for it', async () => {
    const window = await start();
    window.calls.length = 0;
    electron.processes[0]!.parentPort.postMessage({ type: 'show' });
    await vi.waitFor(() => expect(window.calls).toEqual(['show', 'focus']));
  });
});

describe('a question', () => {
  it('that comes up is notified once, and a click shows the window', async () => {
    const { serve } = await import('../../src/rpc/serve.ts');
    const { notifyOfGates } = await import('../../src/main/notifications.ts');
    const show = vi.fn();
    const asks = {
      'job.list': async () => ({ seq: 1, cards: [] }),
      async *'job.changes'() {
        yield { seq: 2, card: await gates.promise };
        yield { seq: 3, card: await gates.promise };
        await new Promise(() => {});
      },
    };
    const plain = {
      'job.list': { ...watched['job.list'], output: { safeParse: (data: unknown) => ({ success: true, data }) } },
      'job.changes': { ...watched['job.changes'], item: { safeParse: (data: unknown) => ({ success: true, data }) } },
    };
    const core = {
      connect: () => {
        const { port1, port2 } = new electron.MessageChannelMain();
        serve(plain as never, asks as never, mainPort(port1 as never), { actor: 'engineer', onError: () => {} });
        return port2 as never;
      },
    };
    notifyOfGates(core, show);
    gates.resolve(card);
    await vi.waitFor(() => expect(electron.notifications).toHaveLength(1));
    expect(electron.notifications[0]?.options).toEqual({
      title: 'Ready for review: J-1',
      body: 'One message\nMerge this change?',
    });
    electron.notifications[0]?.emit('click');
    expect(show).toHaveBeenCalledOnce();
    expect(electron.notifications).toHaveLength(1);
  });
});

describe('the preload script', () => {
  it('hands the port to its own window and gives the page nothing else', async () => {
    const postMessage = vi.fn();
    vi.stubGlobal('window', { postMessage, location: { origin: 'andon://room' } });
    await import('../../src/preload/index.ts');
    const ports = [new electron.StandInPort()];
    electron.ipcRenderer.emit('andon.port', { ports });
    expect(postMessage).toHaveBeenCalledWith({ type: 'andon.port' }, 'andon://room', ports);
    vi.unstubAllGlobals();
  });
});

describe('the package', () => {
  it('has the fuses that let nobody run other code with it', async () => {
    const { fuses } = await import('../../src/main/fuses.ts');
    expect(fuses).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
    });
  });
});
