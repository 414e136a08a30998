import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The path of a Node that runs Andon: the one among the packages, else the one at work if it is new enough, else null. */
export function findNode(root) {
  const own = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  return isNewEnough(process.versions.node) ? process.execPath : null;
}

/**
 * The environment for what runs on that Node: children that start `node` get the same one, and what was compiled once is
 * kept, which halves the start of the control room.
 */
export function nodeEnvironment(root, node) {
  const { PATH = '', NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/andon') } = process.env;
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${PATH}`, NODE_COMPILE_CACHE };
}

/** 22.18 is the first to run TypeScript as it is; the database's module crashes on 20. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
