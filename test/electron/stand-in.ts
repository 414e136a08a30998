import { EventEmitter } from 'node:events';

/**
 * A stand-in for the `electron` module, as far as `src/main` and `src/preload` use it, after Electron's documentation.
 * Events, queues and order are as documented there; nothing is shown.
 */

/** https://www.electronjs.org/docs/latest/api/message-port-main: messages queue until `start`, and are cloned. */
export class StandInPort extends EventEmitter {
  other: StandInPort | null = null;
  #queue: unknown[] = [];
  #isStarted = false;
  #isClosed = false;

  postMessage(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.other?.receive(copy));
  }

  receive(data: unknown): void {
    if (this.#isClosed) return;
    if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    queueMicrotask(() => {
      this.emit('close');
      this.other?.close();
    });
  }
}

export class MessageChannelMain {
  port1 = new StandInPort();
  port2 = new StandInPort();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** https://www.electronjs.org/docs/latest/api/parent-port, the end inside a utility process. */
export class StandInParentPort extends EventEmitter {
  child: StandInProcess;
  constructor(child: StandInProcess) {
    super();
    this.child = child;
  }
  postMessage(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.child.emit('message', copy));
  }
}

/** https://www.electronjs.org/docs/latest/api/utility-process: its pid is undefined before it runs and after its end. */
export class StandInProcess extends EventEmitter {
  pid: number | undefined = 1;
  modulePath: string;
  args: string[];
  parentPort = new StandInParentPort(this);
  #early: { data: unknown; ports: StandInPort[] }[] = [];

  constructor(modulePath: string, args: string[]) {
    super();
    this.modulePath = modulePath;
    this.args = args;
    // Messages wait until the process listens.
    this.parentPort.on('newListener', name => name === 'message' && queueMicrotask(() => this.#flush()));
  }

  postMessage(data: unknown, ports: StandInPort[] = []): void {
    this.#early.push({ data: structuredClone(data), ports });
    queueMicrotask(() => this.#flush());
  }

  exit(code: number): void {
    this.pid = undefined;
    this.emit('exit', code);
  }

  #flush(): void {
    if (this.parentPort.listenerCount('message') > 0)
      for (const event of this.#early.splice(0)) this.parentPort.emit('message', event);
  }
}

export const processes: StandInProcess[] = [];
export const utilityProcess = {
  fork: (path: string, args: string[]) => {
    const child = new StandInProcess(path, args);
    processes.push(child);
    return child;
  },
};

class StandInSession extends EventEmitter {
  handlers: Record<string, unknown> = {};
  setPermissionRequestHandler = (request: unknown) => void Object.assign(this.handlers, { request });
  setPermissionCheckHandler = (check: unknown) => void Object.assign(this.handlers, { check });
  setDevicePermissionHandler = (device: unknown) => void Object.assign(this.handlers, { device });
}
export const session = { defaultSession: new StandInSession() };

class StandInContents extends EventEmitter {
  openHandler: (() => unknown) | null = null;
  posted: { channel: string; message: unknown; ports: StandInPort[] }[] = [];
  setWindowOpenHandler = (openHandler: () => unknown) => void Object.assign(this, { openHandler });
  postMessage = (channel: string, message: unknown, ports: StandInPort[]) => void this.posted.push({ channel, message, ports });
}

type Bounds = { x?: number; y?: number; width: number; height: number };
export const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  options: Bounds & { webPreferences: Record<string, unknown> };
  webContents = new StandInContents();
  calls: string[] = [];
  loaded: string | null = null;
  bounds: Bounds;
  isBig = false;

  constructor(options: Bounds & { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    this.bounds = { x: 0, y: 0, ...options };
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
    queueMicrotask(() => {
      this.emit('ready-to-show');
      this.webContents.emit('did-finish-load');
    });
  }
  isDestroyed = () => false;
  isMinimized = () => this.calls.at(-1) === 'minimize';
  isMaximized = () => this.isBig;
  maximize = () => void Object.assign(this, { isBig: true });
  restore = () => void this.calls.push('restore');
  show = () => void this.calls.push('show');
  focus = () => void this.calls.push('focus');
  getNormalBounds = () => this.bounds;
}

class StandInApp extends EventEmitter {
  calls: string[] = [];
  hasLock = true;
  userData = '';
  #ready = Promise.withResolvers<void>();
  enableSandbox = () => void this.calls.push('enableSandbox');
  requestSingleInstanceLock = () => this.hasLock;
  whenReady = () => this.#ready.promise;
  becomeReady = () => this.#ready.resolve();
  getPath = () => this.userData;
  exit = (code: number) => void this.calls.push(`exit ${code}`);
  quit = () => {
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    this.calls.push(isPrevented ? 'quit prevented' : 'quit');
  };
}
export const app = new StandInApp();

export const schemes: unknown[] = [];
export const pages = new Map<string, (request: Request) => Response>();
export const protocol = {
  registerSchemesAsPrivileged: (list: unknown[]) => void schemes.push(...list),
  handle: (scheme: string, handler: (request: Request) => Response) => void pages.set(scheme, handler),
};

export const notifications: Notification[] = [];
export class Notification extends EventEmitter {
  static isSupported = () => true;
  options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show = () => void notifications.push(this);
}

export const menus: unknown[] = [];
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => void menus.push(menu),
};
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const boxes: string[] = [];
export const dialog = { showErrorBox: (_title: string, message: string) => void boxes.push(message) };
export const ipcRenderer = new EventEmitter();
