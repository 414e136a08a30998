import { AppError } from '../../base/app-error.ts';
import type { ConnectionStore } from './connection.ts';

/** Pictures of evidence as object URLs, by hash; the least recently asked for are given back when there are too many. */
export type Blobs = { urlOf(hash: string): Promise<string> };

const limit = 200;

/** A bundle's blobs never change, so that each is fetched once. One that could not be fetched is asked for again next time. */
export function createBlobs(connection: ConnectionStore): Blobs {
  const urls = new Map<string, Promise<string>>();
  return {
    urlOf: hash => {
      const known = urls.get(hash);
      const url = known ?? fetchBlob(connection, hash);
      urls.delete(hash);
      urls.set(hash, url);
      if (!known) {
        url.catch(() => urls.delete(hash));
        trim(urls);
      }
      return url;
    },
  };
}

async function fetchBlob(connection: ConnectionStore, hash: string): Promise<string> {
  const state = connection.getState();
  if (state.status !== 'ready')
    throw new AppError('unavailable', 'connection.lost', 'The picture comes when the control room is back.');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of state.client['evidence.blob']({ hash })) parts.push(new Uint8Array(part));
  return URL.createObjectURL(new Blob(parts, { type: typeOf(parts[0]) }));
}

/** Only what is really a picture gets a picture's type; everything else is plain text, and is never run. */
function typeOf(head: Uint8Array | undefined): string {
  return head?.[0] === 0x89 && head[1] === 0x50 ? 'image/png' : 'text/plain';
}

function trim(urls: Map<string, Promise<string>>): void {
  for (const [hash, url] of urls) {
    if (urls.size <= limit) return;
    urls.delete(hash);
    void url.then(URL.revokeObjectURL, () => {});
  }
}
