import { join } from 'node:path';
import { BrowserWindow, type WebContents } from 'electron';
import { keepWindowState, readWindowState } from './window-state.ts';

export type RoomWindowOptions = {
  readonly address: string;
  /** Where the window's place is kept. */
  readonly stateFolder: string;
  /** Sends the page a port to the room. */
  readonly connect: (contents: WebContents) => void;
};

export type RoomWindow = { show(): void; connect(): void };

/** The one window. Its page runs sandboxed and isolated and gets a port each time it has loaded, a reload included. */
export function openRoomWindow({ address, stateFolder, connect }: RoomWindowOptions): RoomWindow {
  const state = readWindowState(stateFolder);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Andon',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.isMaximized) window.maximize();
  keepWindowState(window, stateFolder);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => connect(window.webContents));
  void window.loadURL(address);
  return {
    show: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    connect: () => {
      if (!window.isDestroyed()) connect(window.webContents);
    },
  };
}
