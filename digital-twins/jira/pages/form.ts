import type { TwinRequest } from '../../kit/request.ts';

/** Whether a form was sent by a page of our own: a browser says where it comes from, and nobody else's page may. */
export function isOwnForm({ headers, origin }: TwinRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const given = headers.origin;
  if (given === undefined) return site === 'same-origin';
  // A front may speak https to the browser while it speaks http to us: the name is what counts.
  return URL.parse(given)?.host === URL.parse(origin)?.host;
}
