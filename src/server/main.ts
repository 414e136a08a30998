import { parseArgs } from 'node:util';
import { createControlRoom } from '../app/control-room.ts';
import { exitCodeOf } from '../app/exit-code.ts';
import { configFrom, roomFlagOptions } from '../app/room-flags.ts';
import { AppError, messageOf } from '../base/app-error.ts';
import { openBrowserRoom } from './open-browser-room.ts';

/** The process of browser mode: opens the room, says where it is, and runs until it is told to stop. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...roomFlagOptions,
      port: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-window': { type: 'boolean', default: false },
    },
  });
  const config = configFrom(values, message => process.stderr.write(`${message}\n`));
  const room = await openBrowserRoom({
    config,
    create: createControlRoom,
    port: portFrom(values.port),
    wantsWindow: !values['no-window'],
  });
  process.stdout.write(
    values.json ? `${JSON.stringify({ address: room.address, url: room.url, pid: process.pid })}\n` : sentence(room),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void room.close().finally(() => process.exit(0)));
}

function sentence({ url, isShown }: { url: string; isShown: boolean }): string {
  return isShown
    ? `The control room is open, at ${url} (this link works once; \`andon open\` gives another).\n`
    : `Open the control room at ${url} (this link works once; \`andon open\` gives another).\n`;
}

function portFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new AppError('invalid', 'flag.unknown-value', `--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n${error instanceof AppError && error.hint !== undefined ? `${error.hint}\n` : ''}`);
  process.exit(exitCodeOf(error));
});
