import { join } from 'node:path';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';

/** What the core's process and this one say to each other beside the ports. */
export type ToCore = { readonly type: 'connect' } | { readonly type: 'stop' };
export type FromCore = { readonly type: 'show' } | { readonly type: 'failed'; readonly message: string };

export type CoreEvents = {
  /** The command line asks to see the room. */
  readonly onShow: () => void;
  /** The room cannot be opened; the sentence is for the engineer. */
  readonly onFailed: (message: string) => void;
  /** The core ended unasked and was started again: whoever had a port needs a new one. */
  readonly onRestarted: () => void;
};

export type Core = {
  /** Sends the page a port to the room. */
  connectPage(contents: WebContents): void;
  /** A port for this process itself. */
  connect(): MessagePortMain;
  /** Lets the room close and its process end. */
  stop(): Promise<void>;
};

/** A core that ends more often than this is broken, and starting it again would only hide that. */
const mostRestarts = 3;

/** Runs the core in a `utilityProcess`: its database is synchronous and must never hold up a window. */
export function startCore(flags: readonly string[], events: CoreEvents): Core {
  let isStopping = false;
  let hasFailed = false;
  let restarts = 0;
  let child = fork();

  function fork(): UtilityProcess {
    const started = utilityProcess.fork(join(import.meta.dirname, 'core-process.js'), [...flags], {
      serviceName: 'Andon core',
      stdio: 'inherit',
    });
    started.on('message', (message: FromCore) => {
      if (message.type === 'show') return events.onShow();
      hasFailed = true;
      events.onFailed(message.message);
    });
    started.on('exit', restart);
    return started;
  }

  function restart(): void {
    if (isStopping || hasFailed) return;
    if (restarts++ < mostRestarts) {
      child = fork();
      events.onRestarted();
    } else events.onFailed('Its core ended again and again. room.log in its home says why.');
  }

  const connect = (): MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'connect' } satisfies ToCore, [port1]);
    return port2;
  };

  return {
    connect,
    connectPage: contents => contents.postMessage('andon.port', null, [connect()]),
    stop: () => {
      isStopping = true;
      return new Promise(done => {
        child.once('exit', () => done());
        child.postMessage({ type: 'stop' } satisfies ToCore);
        if (child.pid === undefined) done();
      });
    },
  };
}
