import { chromiumPath } from '../app/chromium.ts';
import { openRoom } from '../app/open-room.ts';
import type { Room, RoomConfig } from '../app/room.ts';
import { createRoomLog } from '../app/room-log.ts';
import { forgetShownPage, showPage } from '../app/show-page.ts';
import { builtPages } from '../app/where.ts';
import { startServer } from './start-server.ts';

export type BrowserRoomOptions = {
  readonly config: RoomConfig;
  readonly create: (config: RoomConfig) => Promise<Room>;
  readonly port: number | null;
  readonly wantsWindow: boolean;
};

/** `url` is a link that works once. */
export type BrowserRoom = { readonly address: string; readonly url: string; readonly isShown: boolean; close(): Promise<void> };

/** The whole of browser mode: the room, its pages and socket, and a window on them where there is a screen. */
export async function openBrowserRoom({ config, create, port, wantsWindow }: BrowserRoomOptions): Promise<BrowserRoom> {
  const onError = createRoomLog(config.home);
  let link = () => '';
  let address: string | null = null;
  const room = await openRoom({
    config,
    create,
    onError,
    shell: {
      'shell.get': async () => ({ kind: 'browser', pid: process.pid, address }),
      'shell.open': async () => ({ shown: 'link', url: link() }),
    },
  });
  const server = await startServer({ handlers: room.handlers, directory: builtPages, port, onError }).catch(
    async (error: unknown) => {
      await room.close();
      throw error;
    },
  );
  ({ link, address } = server);
  const url = server.link();
  const isShown = wantsWindow && (await showPage({ url: server.link(), home: config.home, chromium: chromiumPath() }));
  return {
    address: server.address,
    url,
    isShown,
    close: async () => {
      await forgetShownPage(config.home);
      await server.close();
      await room.close();
    },
  };
}
