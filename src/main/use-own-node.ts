import { join } from 'node:path';
import { installation } from '../app/where.ts';

// What the room starts (twins, stations without Docker) it starts with `process.execPath`, which in Electron is Electron.
// They need a Node, and one that runs TypeScript: the one among the packages. Imported first, before anyone reads it.
process.execPath = join(installation, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
