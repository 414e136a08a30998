import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders } from '../app/content-policy.ts';
import type { PageFile, PageFiles } from '../app/page-files.ts';
import { isOurHost } from './loopback.ts';

/** Answers one request for a file of the renderer: only to a host name of ours, only to read, never by a path on disk. */
export function answerPage(files: PageFiles, port: number, request: IncomingMessage, response: ServerResponse): void {
  const file = files.find(pathOf(request.url ?? '/'));
  if (!isOurHost(request, port)) refuse(response, 403, 'This address is not the control room.');
  else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405, 'Only GET and HEAD.');
  else if (file === null) refuse(response, 404, 'There is nothing here.');
  else send(file, request, response);
}

function send(file: PageFile, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...pageHeaders(`ws://${request.headers.host}`),
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': file.cache,
  });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders(null), 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return '/unreadable.path';
  }
}
