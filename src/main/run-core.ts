import type { ParentPort } from 'electron';
import { engineer, openRoom } from '../app/open-room.ts';
import type { Room, RoomConfig } from '../app/room.ts';
import { createRoomLog } from '../app/room-log.ts';
import { AppError, messageOf } from '../base/app-error.ts';
import { controlRoom } from '../contract/index.ts';
import { serve } from '../rpc/serve.ts';
import { mainPort } from '../rpc/transports/message-port.ts';
import type { FromCore, ToCore } from './core.ts';

export type CoreOptions = {
  readonly config: RoomConfig;
  readonly create: (config: RoomConfig) => Promise<Room>;
  readonly parent: ParentPort;
  readonly exit: (code: number) => void;
};

/** Opens the room and serves it on every port that the main process sends; ports that come early wait for the room. */
export async function runCore({ config, create, parent, exit }: CoreOptions): Promise<void> {
  const onError = createRoomLog(config.home);
  const tell = (message: FromCore) => parent.postMessage(message);
  const opening = openRoom({
    config,
    create,
    onError,
    shell: {
      'shell.get': async () => ({ kind: 'window', pid: process.pid, address: null }),
      'shell.open': async () => {
        tell({ type: 'show' });
        return { shown: 'window' };
      },
    },
  });
  const stop = () =>
    opening
      .then(room => room.close())
      .catch((error: unknown) => onError(error, 'closing the room'))
      .finally(() => exit(0));
  parent.on('message', ({ data, ports }) => {
    const message = data as ToCore;
    const port = ports[0];
    if (message.type === 'stop') void stop();
    else if (port !== undefined)
      void opening.then(
        room => serve(controlRoom, room.handlers, mainPort(port), { actor: engineer, onError }),
        () => port.close(),
      );
  });
  await opening.catch((error: unknown) => {
    onError(error, 'opening the room');
    const hint = error instanceof AppError && error.hint !== undefined ? `\n\n${error.hint}` : '';
    tell({ type: 'failed', message: `${messageOf(error)}${hint}` });
  });
}
