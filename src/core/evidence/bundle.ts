import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { blobsOf, fileOf } from './blob-list.ts';
import { diskError, sha256, writeDurably } from './blob-store.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Evidence, EvidenceDraft } from './evidence.ts';
import { renderPage } from './page/page.ts';
import { verifyBundle } from './verify.ts';

export type WrittenBundle = { readonly directory: string; readonly hash: string };
export type ReadBlob = (hash: string) => Promise<Uint8Array>;

/**
 * Writes the bundle and answers its hash, the sha256 of `evidence.json`, which holds the hash of every other file.
 * All at once: a folder beside it is filled and renamed. Done again with the same evidence, it finds what it wrote.
 * Throws `conflict` when other evidence lies there, `exhausted` for a full disk.
 */
export async function writeBundle(directory: string, draft: EvidenceDraft, readBlob: ReadBlob): Promise<WrittenBundle> {
  const { files, hash } = await filesOf(EvidenceDraft.parse(draft), readBlob);
  if (await isThere(directory)) return await foundAgain(directory, hash);
  const temporary = join(dirname(directory), `.${basename(directory)}.${randomUUID()}.tmp`);
  try {
    await mkdir(join(temporary, 'blobs'), { recursive: true });
    for (const [file, bytes] of files) await writeDurably(join(temporary, file), bytes);
    await rename(temporary, directory);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    // Somebody else may have been quicker with the same evidence.
    if (await isThere(directory)) return await foundAgain(directory, hash);
    throw diskError(error);
  }
  return { directory, hash };
}

/** Reads the evidence of a bundle that was found whole. Throws `invalid` otherwise. */
export async function readBundle(directory: string): Promise<Evidence> {
  const { ok, problems, evidence } = await verifyBundle(directory);
  if (ok && evidence !== null) return evidence;
  const first = problems[0];
  throw new AppError(
    'invalid',
    'evidence.damaged',
    `The evidence in ${directory} is not whole: ${first?.file}: ${first?.problem}`,
    { hint: 'Run `andon evidence verify` for the list. Run the job again to get new evidence.' },
  );
}

type Files = { readonly files: readonly (readonly [file: string, bytes: Uint8Array | string])[]; readonly hash: string };

async function filesOf(draft: EvidenceDraft, readBlob: ReadBlob): Promise<Files> {
  const named = blobsOf(draft);
  const contents = new Map<string, Uint8Array>();
  for (const { hash } of named) contents.set(hash, await readBlob(hash));
  const page = renderPage(draft, contents);
  const blobs = named.map(blob => ({ ...blob, bytes: contents.get(blob.hash)!.byteLength, file: fileOf(blob) }));
  const evidence: Evidence = { ...draft, blobs, page: { sha256: sha256(page), bytes: Buffer.byteLength(page) } };
  const text = canonicalJson(evidence);
  return {
    hash: sha256(text),
    files: [
      ...blobs.map(({ file, hash }) => [file, contents.get(hash)!] as const),
      ['index.html', page],
      ['evidence.json', text],
    ],
  };
}

async function foundAgain(directory: string, hash: string): Promise<WrittenBundle> {
  const there = sha256(await readFile(join(directory, 'evidence.json')).catch(() => ''));
  const { ok } = there === hash ? await verifyBundle(directory, { expectedHash: hash }) : { ok: false };
  if (ok) return { directory, hash };
  throw new AppError('conflict', 'evidence.exists', `Other evidence lies in ${directory} already, or it was changed there.`, {
    hint: 'Evidence is never written over. Move that folder away, then try again.',
  });
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
