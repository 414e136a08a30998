import { z } from 'zod';
import { call, controlRoom } from '../contract/index.ts';

/** What the command line may ask of the shell that holds the room, beside the room itself. */
export const shellMethods = {
  'shell.get': call(
    z.strictObject({}),
    z.object({ kind: z.enum(['window', 'browser', 'command']), pid: z.number().int(), address: z.string().nullable() }),
  ),
  /** Shows the room to the engineer: brings its window to the front, or answers a fresh link that works once. */
  'shell.open': call(
    z.strictObject({}),
    z.discriminatedUnion('shown', [
      z.object({ shown: z.literal('window') }),
      z.object({ shown: z.literal('link'), url: z.string() }),
    ]),
  ),
} as const;

/** All that the socket in a room's home offers. */
export const socketContract = { ...controlRoom, ...shellMethods } as const;
export type SocketContract = typeof socketContract;
export type ShellMethods = typeof shellMethods;
