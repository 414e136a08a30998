import './use-own-node.ts';
import { createControlRoom } from '../app/control-room.ts';
import { configFrom, readRoomFlags } from '../app/room-flags.ts';
import { runCore } from './run-core.ts';

/** The process that Electron runs the core in. */
void runCore({
  config: configFrom(readRoomFlags(process.argv.slice(2)), message => process.stderr.write(`${message}\n`)),
  create: createControlRoom,
  parent: process.parentPort,
  exit: code => process.exit(code),
});
