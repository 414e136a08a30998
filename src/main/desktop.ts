import { app, dialog } from 'electron';
import { configFrom, flagWords, readRoomFlags } from '../app/room-flags.ts';
import { builtPages } from '../app/where.ts';
import { type Core, startCore } from './core.ts';
import { setMenu } from './menu.ts';
import { notifyOfGates } from './notifications.ts';
import { pageAddress, registerPageScheme, servePages } from './page-protocol.ts';
import { refuseEverything } from './refusals.ts';
import { openRoomWindow, type RoomWindow } from './room-window.ts';
import { isFirstInstance } from './single-instance.ts';

/** The desktop shell: one instance, one window, one core in a process of its own. */
export function startDesktop(argv: readonly string[]): void {
  // The scheme must be known before Electron is ready.
  registerPageScheme();
  app.enableSandbox();
  let room: RoomWindow | null = null;
  if (!isFirstInstance(() => room?.show())) return;
  refuseEverything();
  void app.whenReady().then(async () => {
    await servePages(builtPages);
    const core = startCore(flagWords(configFrom(readRoomFlags(argv), () => {})), {
      onShow: () => room?.show(),
      onFailed: fail,
      onRestarted: () => room?.connect(),
    });
    room = openRoomWindow({
      address: pageAddress,
      stateFolder: app.getPath('userData'),
      connect: contents => core.connectPage(contents),
    });
    setMenu();
    notifyOfGates(core, () => room?.show());
    quitWithCore(core);
  });
}

/** The window is the app: closing it ends the core in good order first, and stations go on by themselves. */
function quitWithCore(core: Core): void {
  let hasEnded = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', event => {
    if (hasEnded) return;
    event.preventDefault();
    void core.stop().finally(() => {
      hasEnded = true;
      app.quit();
    });
  });
}

function fail(message: string): void {
  dialog.showErrorBox('The control room cannot be opened', message);
  app.exit(3);
}
