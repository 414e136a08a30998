import { useEffect, useState } from 'react';
import { messageOf } from '../../base/app-error.ts';
import { useConnection, useRoomLink } from './control-room.tsx';

/** A picture of the evidence: an object URL when it is there, a sentence when it cannot be had. */
export type BlobState =
  | { readonly status: 'none' | 'waiting' }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'failed'; readonly message: string };

export function useBlob(hash: string | null): BlobState {
  const { blobs } = useRoomLink();
  const isReady = useConnection().status === 'ready';
  const [known, setKnown] = useState<{ hash: string | null; state: BlobState }>({ hash: null, state: { status: 'waiting' } });
  useEffect(() => {
    if (hash === null || !isReady) return;
    let isWanted = true;
    blobs.urlOf(hash).then(
      url => isWanted && setKnown({ hash, state: { status: 'ready', url } }),
      error => isWanted && setKnown({ hash, state: { status: 'failed', message: messageOf(error) } }),
    );
    return () => {
      isWanted = false;
    };
  }, [hash, blobs, isReady]);
  if (hash === null) return { status: 'none' };
  return known.hash === hash ? known.state : { status: 'waiting' };
}
