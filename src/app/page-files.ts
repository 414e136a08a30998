import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { AppError } from '../base/app-error.ts';

/** One file of the built renderer. `cache` is its `Cache-Control`. */
export type PageFile = { readonly bytes: Uint8Array; readonly type: string; readonly cache: string };
/** Every file there is to serve, by its path from `/`. What is not in it does not exist, so no path can lead out. */
export type PageFiles = { find(path: string): PageFile | null };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Reads the built renderer into memory. Throws `unavailable` (`page.not-built`) when there is no index.html. */
export async function readPageFiles(directory: string): Promise<PageFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, PageFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(directory, path).split(sep).join('/')}`;
    files.set(name, {
      bytes: await readFile(path),
      type: types[extname(name)] ?? 'application/octet-stream',
      cache: cacheOf(name),
    });
  }
  const index = files.get('/index.html');
  if (index === undefined)
    throw new AppError('unavailable', 'page.not-built', `The control room's pages are not built (${directory}).`, {
      hint: 'Run `npm run build`.',
    });
  // The room's pages are one document that reads its own path; the id of a run has a dot in it and is no file.
  return { find: path => files.get(path) ?? (extname(path) in types ? null : index) };
}

/** Built assets carry a hash in their name; the page that names them is always asked for anew. */
function cacheOf(name: string): string {
  if (name.endsWith('.html')) return 'no-store';
  return name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
}
