import type { SampleCommit } from './sample-history.ts';

/**
 * The commits as one stream for `git fast-import` (format: git-fast-import(1)), on the branch main. Authors are
 * committers, at fixed times, so that the same files always give the same commit ids.
 */
export function importStream(commits: readonly SampleCommit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const line = (text: string) => parts.push(Buffer.from(`${text}\n`, 'utf8'));
  const data = (bytes: Uint8Array) => {
    line(`data ${bytes.byteLength}`);
    parts.push(bytes, Buffer.from('\n'));
  };
  for (const commit of commits) {
    const who = `${commit.author.name} <${commit.author.email}> ${stamp(commit.at)}`;
    line('commit refs/heads/main');
    line(`author ${who}`);
    line(`committer ${who}`);
    data(Buffer.from(`${commit.message.trim()}\n`, 'utf8'));
    for (const file of commit.files) {
      line(`M 100644 inline ${file.path}`);
      data(file.bytes);
    }
  }
  return Buffer.concat(parts);
}

/** Seconds since 1970 and the author's offset, as git writes them: `1764000000 +0100`. */
function stamp(at: string): string {
  const offset = /([+-]\d\d):(\d\d)$/.exec(at);
  return `${Math.floor(Date.parse(at) / 1000)} ${offset ? `${offset[1]}${offset[2]}` : '+0000'}`;
}
