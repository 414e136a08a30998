import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One hash over files and folders, by content and name; what is not there counts as nothing. */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(path => filesUnder(root, path)))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

export function stamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}

function filesUnder(root, path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  const entries = tryRead(whole);
  if (entries === null) return [path];
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .filter(name => !/\.test\.tsx?$/.test(name));
}

/** The entries of a folder, or null for a file. */
function tryRead(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}
