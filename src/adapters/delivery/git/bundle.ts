import { Readable } from 'node:stream';
import { type GitCall, gitStream } from '../../../core/project/git.ts';

/**
 * A bundle is a few lines and a pack; written here, because `git bundle` can only name refs that exist, and two stations
 * made at once would need the same one.
 */
export function bundle(call: GitCall, commit: string): Readable {
  const pack = gitStream(['pack-objects', '--quiet', '--stdout', '--revs', '--delta-base-offset'], {
    directory: call.directory,
    input: `${commit}\n`,
  });
  const head = Buffer.from(`# v2 git bundle\n${commit} HEAD\n${commit} refs/heads/base\n\n`);
  return concatenated(head, pack);
}

function concatenated(head: Buffer, rest: Readable): Readable {
  return Readable.from(
    (async function* () {
      yield head;
      yield* rest as AsyncIterable<Buffer>;
    })(),
    { objectMode: false },
  );
}
