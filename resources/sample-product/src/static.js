import { readFileSync } from 'node:fs';

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };

const directory = new URL('../public/', import.meta.url);

/** One of the files of public/. */
export function sendStatic(response, name) {
  response.writeHead(200, { 'content-type': TYPES[name.split('.').pop()], 'cache-control': 'no-cache' });
  response.end(readFileSync(new URL(name, directory)));
}
