import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/app-error.ts';
import { blobsOf, fileOf } from './blob-list.ts';
import { sha256 } from './blob-store.ts';
import { canonicalJson } from './canonical-json.ts';
import { Evidence } from './evidence.ts';

export type BundleProblem = { readonly file: string; readonly problem: string };
export type Verification = {
  readonly ok: boolean;
  /** The sha256 of `evidence.json` as it lies there; empty when it cannot be read. */
  readonly hash: string;
  readonly problems: readonly BundleProblem[];
  /** What was read, when it could be read at all. Not to be believed unless `ok`. */
  readonly evidence: Evidence | null;
};

/**
 * Whether a bundle is whole and as it was written: every file by its hash, none missing, none too many.
 * Alone, that finds careless changes only, since whoever changes a file can change its entry too. `expectedHash`, which
 * comes from the journal or from the merge commit's `Andon-Evidence: sha256:…`, finds those as well.
 */
export async function verifyBundle(directory: string, { expectedHash }: { expectedHash?: string } = {}): Promise<Verification> {
  const bytes = await readFile(join(directory, 'evidence.json')).catch(messageOf);
  if (typeof bytes === 'string') return failed('', [{ file: 'evidence.json', problem: `cannot be read: ${bytes}` }]);
  const hash = sha256(bytes);
  const unexpected =
    expectedHash !== undefined && hash !== expectedHash.replace(/^sha256:/, '')
      ? [{ file: 'evidence.json', problem: `has the hash ${hash}, but ${expectedHash} was recorded when it was written` }]
      : [];
  const read = readEvidence(bytes);
  if (typeof read === 'string') return failed(hash, [...unexpected, { file: 'evidence.json', problem: read }]);
  const problems = [
    ...unexpected,
    ...manifestProblems(read),
    ...(await fileProblems(directory, read)),
    ...(await strangers(directory, read)),
  ];
  return { ok: problems.length === 0, hash, problems, evidence: read };
}

function readEvidence(bytes: Uint8Array): Evidence | string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const raw: unknown = JSON.parse(text);
    const parsed = Evidence.safeParse(raw);
    if (!parsed.success) return unreadable(raw, parsed.error.issues[0]);
    return canonicalJson(raw) === text
      ? parsed.data
      : 'is not written as Andon writes it (order, spacing or repeated keys were changed)';
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
}

function unreadable(
  raw: unknown,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): string {
  const schema = (raw as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'string' && /^evidence\/\d+$/.test(schema) && schema !== 'evidence/1')
    return `is of the newer form ${schema}: verify it with the version of Andon that wrote it`;
  return `is not evidence/1: ${issue?.path.join('.')}: ${issue?.message}`;
}

/** The list of blobs must be just what the evidence speaks of: nothing smuggled in, nothing unlisted. */
function manifestProblems(evidence: Evidence): BundleProblem[] {
  const { blobs: listed, page: _page, ...draft } = evidence;
  const wanted = new Map(blobsOf(draft).map(blob => [blob.hash, fileOf(blob)]));
  const missing = [...wanted].filter(([hash]) => !listed.some(blob => blob.hash === hash));
  return [
    ...missing.map(([, file]) => ({ file, problem: 'the evidence speaks of it, but does not list it' })),
    ...listed
      .filter(blob => wanted.get(blob.hash) !== blob.file)
      .map(blob => ({ file: blob.file, problem: 'is listed, but the evidence does not speak of it' })),
  ];
}

async function fileProblems(directory: string, { blobs, page }: Evidence): Promise<BundleProblem[]> {
  const wanted = [
    ...blobs.map(({ file, hash, bytes }) => ({ file, hash, bytes })),
    { file: 'index.html', hash: page.sha256, bytes: page.bytes },
  ];
  const problems: BundleProblem[] = [];
  // A name that is not one of ours could lead out of the folder.
  for (const one of wanted.filter(({ file }) => isOurs(file))) {
    const problem = await fileProblem(join(directory, one.file), one);
    if (problem !== null) problems.push({ file: one.file, problem });
  }
  return problems;
}

async function fileProblem(path: string, { hash, bytes }: { hash: string; bytes: number }): Promise<string | null> {
  try {
    const status = await lstat(path);
    if (!status.isFile()) return 'is not a plain file';
    if (status.size !== bytes) return `has ${status.size} bytes, not ${bytes}`;
    return sha256(await readFile(path)) === hash ? null : 'was changed: its hash is not the one recorded';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : messageOf(error);
  }
}

async function strangers(directory: string, { blobs }: Evidence): Promise<BundleProblem[]> {
  const known = new Set(['evidence.json', 'index.html', 'blobs', ...blobs.map(blob => blob.file)]);
  const found = (await readdir(directory, { recursive: true })).map(file => file.replaceAll('\\', '/'));
  return found.filter(file => !known.has(file)).map(file => ({ file, problem: 'does not belong to the bundle' }));
}

function isOurs(file: string): boolean {
  return file === 'index.html' || /^blobs\/[0-9a-f]{64}\.[a-z]+$/.test(file);
}

function failed(hash: string, problems: readonly BundleProblem[]): Verification {
  return { ok: false, hash, problems, evidence: null };
}
