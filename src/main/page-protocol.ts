import { protocol } from 'electron';
import { pageHeaders } from '../app/content-policy.ts';
import { type PageFiles, readPageFiles } from '../app/page-files.ts';

const scheme = 'andon';
const host = 'room';
/** Where the window's page is. A scheme of our own gives it an origin that no web page can have. */
export const pageAddress = `${scheme}://${host}/index.html`;

/** Makes our scheme one like https. To be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built pages, and nothing else, under our scheme. Throws `unavailable` when they are not built. */
export async function servePages(directory: string): Promise<void> {
  const files = await readPageFiles(directory);
  protocol.handle(scheme, request => answer(files, request));
}

function answer(files: PageFiles, request: Request): Response {
  const url = new URL(request.url);
  const file = url.host === host && request.method === 'GET' ? files.find(decodeURIComponent(url.pathname)) : null;
  if (file === null) return new Response('There is nothing here.', { status: 404, headers: pageHeaders(null) });
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: { ...pageHeaders(null), 'Content-Type': file.type, 'Cache-Control': file.cache },
  });
}
