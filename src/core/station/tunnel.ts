import type { Duplex } from 'node:stream';
import { AppError, messageOf } from '../../base/app-error.ts';
import { createMux, type Mux, type OpenRequest } from './inside/mux.ts';
import type { ServiceHandler } from './station-runtime.ts';

export type TunnelOptions = {
  /** A new byte stream to the holder's socket. Throws `missing` when the station is not running any more. */
  readonly connect: () => Promise<Duplex>;
  readonly onLog?: (message: string) => void;
};

/** The host end of one station's tunnel: joined when needed, joined again when it breaks, for as long as the station runs. */
export type Tunnel = {
  mux(): Promise<Mux>;
  /** What answers from now on when something inside opens a service. Names that are not here are refused. */
  grant(services: Readonly<Record<string, ServiceHandler>>): void;
  close(): void;
};

const helloTimeoutMs = 10_000;

export function createTunnel(options: TunnelOptions): Tunnel {
  let services: Readonly<Record<string, ServiceHandler>> = {};
  let current: Promise<Mux> | null = null;
  let isClosed = false;

  const onOpen = (request: OpenRequest): void => {
    const name = request.name.startsWith('service:') ? request.name.slice('service:'.length) : '';
    const handle = Object.hasOwn(services, name) ? services[name] : undefined;
    if (handle) handle(request.accept());
    else request.refuse('not granted');
  };
  const join = async (): Promise<Mux> => {
    const transport = await options.connect();
    const mux = createMux(transport, { side: 'host', hello: {}, onOpen });
    const timer = setTimeout(() => mux.close('no-hello'), helloTimeoutMs);
    await mux.ready.catch(error => Promise.reject(brokenTunnel(error))).finally(() => clearTimeout(timer));
    void mux.closed.then(onBroken);
    return mux;
  };
  const onBroken = (reason: string): void => {
    current = null;
    if (isClosed) return;
    options.onLog?.(`tunnel broke: ${reason}`);
    // Services are opened from inside, so that the tunnel must come back by itself.
    void rejoin(0);
  };
  const rejoin = async (attempt: number): Promise<void> => {
    await new Promise(resolve => setTimeout(resolve, Math.min(5000, 50 * 2 ** attempt)).unref());
    if (isClosed || current) return;
    await mux().catch((error: unknown) => {
      const isGone = error instanceof AppError && error.kind === 'missing';
      if (!isGone && attempt < 10) void rejoin(attempt + 1);
    });
  };
  const mux = (): Promise<Mux> => {
    if (isClosed)
      return Promise.reject(new AppError('cancelled', 'station.tunnel-closed', 'The tunnel to this station has been closed.'));
    current ??= join().catch((error: unknown) => {
      current = null;
      throw error;
    });
    return current;
  };

  return {
    mux,
    grant: next => {
      services = { ...services, ...next };
    },
    close() {
      isClosed = true;
      current?.then(
        open => open.close('closed'),
        () => undefined,
      );
    },
  };
}

function brokenTunnel(error: unknown): AppError {
  return new AppError('unavailable', 'station.tunnel-broken', `The tunnel to the station broke: ${messageOf(error)}.`, {
    cause: error,
  });
}
