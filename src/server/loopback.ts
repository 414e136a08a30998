import type { IncomingMessage } from 'node:http';

/** The names by which this server may be addressed. Any other is a page elsewhere that points its own name at us. */
function hostsOf(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

export function isOurHost(request: IncomingMessage, port: number): boolean {
  return hostsOf(port).includes((request.headers.host ?? '').toLowerCase());
}

/** A WebSocket knows no same-origin rule, so the page that opens one must be ours; every browser names it. */
export function isOurOrigin(request: IncomingMessage, port: number): boolean {
  return hostsOf(port).some(host => request.headers.origin === `http://${host}`) && isOurHost(request, port);
}
