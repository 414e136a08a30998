/** One changed path as `git diff-tree --raw` has it. Modes and object names are the station's claim. */
export type RawChange = {
  readonly path: string;
  readonly status: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string;
  readonly newOid: string;
};
export type RawCommit = { readonly commit: string; readonly changes: readonly RawChange[] };
export type InspectionClaim = {
  readonly work: string;
  readonly tree: string;
  readonly changes: readonly RawChange[];
  /** Commits on the way that change something, newest first; `commitCount` counts the empty ones too. */
  readonly commits: readonly RawCommit[];
  readonly commitCount: number;
  readonly blobs: ReadonlyMap<string, Buffer>;
};

const header = /^andon-inspect\/1 ([0-9a-f]{40}) ([0-9a-f]{40}) +(\d{1,9}) +(\d{1,9}) +(\d{1,9})$/;
const rawEntry = /^:([0-7]{6}) ([0-7]{6}) ([0-9a-f]{40}) ([0-9a-f]{40}) ([A-Z])\d*$/;
const blobHeader = /^([0-9a-f]{40}) (?:blob (\d{1,10})|([a-z]+)(?: \d{1,10})?)$/;

/** Read what the inspecting station printed, or null when it is anything but the exact form: hostile or cut short. */
export function readInspection(bytes: Buffer): InspectionClaim | null {
  const end = bytes.indexOf(10);
  const match = end < 0 ? null : header.exec(bytes.toString('latin1', 0, end));
  if (!match) return null;
  const changesEnd = end + 1 + Number(match[3]);
  const stepsEnd = changesEnd + Number(match[4]);
  if (stepsEnd > bytes.length) return null;
  const changes = readChanges(fieldsOf(bytes.subarray(end + 1, changesEnd)));
  const commits = readCommits(fieldsOf(bytes.subarray(changesEnd, stepsEnd)));
  const blobs = readBlobs(bytes.subarray(stepsEnd));
  return changes && commits && blobs
    ? { work: match[1]!, tree: match[2]!, changes, commits, commitCount: Number(match[5]), blobs }
    : null;
}

function fieldsOf(bytes: Buffer): string[] {
  const fields = bytes.toString('utf8').split('\0');
  if (fields.at(-1) === '') fields.pop();
  return fields;
}

function readChange(entry: string | undefined, path: string | undefined): RawChange | null {
  const match = rawEntry.exec(entry ?? '');
  if (!match || path === undefined) return null;
  return { path, oldMode: match[1]!, newMode: match[2]!, oldOid: match[3]!, newOid: match[4]!, status: match[5]! };
}

function readChanges(fields: readonly string[]): RawChange[] | null {
  const changes: RawChange[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const change = readChange(fields[at], fields[at + 1]);
    if (!change) return null;
    changes.push(change);
  }
  return changes;
}

/** A commit's name stands before its changes; a merge stands there once per parent. */
function readCommits(fields: readonly string[]): RawCommit[] | null {
  const commits: { commit: string; changes: RawChange[] }[] = [];
  for (let at = 0; at < fields.length; ) {
    if (/^[0-9a-f]{40}$/.test(fields[at]!)) {
      commits.push({ commit: fields[at]!, changes: [] });
      at += 1;
      continue;
    }
    const change = readChange(fields[at], fields[at + 1]);
    if (!change || commits.length === 0) return null;
    commits.at(-1)!.changes.push(change);
    at += 2;
  }
  return commits;
}

function readBlobs(bytes: Buffer): Map<string, Buffer> | null {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const match = end < 0 ? null : blobHeader.exec(bytes.toString('latin1', at, Math.min(end, at + 80)));
    if (!match) return null;
    if (match[3] === 'missing') {
      at = end + 1;
      continue;
    }
    const next = end + 1 + Number(match[2] ?? Number.NaN);
    if (!(next < bytes.length) || bytes[next] !== 10) return null;
    blobs.set(match[1]!, bytes.subarray(end + 1, next));
    at = next + 1;
  }
  return blobs;
}
