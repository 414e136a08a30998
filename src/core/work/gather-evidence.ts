import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBundle } from '../evidence/bundle.ts';
import { parsePacket } from '../job/packet.ts';
import type { NewFact } from '../journal/journal.ts';
import type { RunRecord } from '../journal/record.ts';
import type { DraftRequest } from './draft-request.ts';
import { evidenceDraft } from './evidence-draft.ts';
import { fact, lastFact } from './fact.ts';
import type { Work, WorkResult, World } from './world.ts';

/** Bind what is known so far into the bundle that the engineer decides on. Its hash goes into the journal and the merge. */
export async function gatherEvidence({ world, run, id }: Work): Promise<WorkResult> {
  const written = await writeEvidence(world, run, id, {
    state: 'PR_READY',
    reason: { code: 'validate.proven', text: 'Proven from outside; waits for review.' },
  });
  return { outcome: { status: 'success' }, facts: [written] };
}

/** A bundle per attempt that writes one: evidence is never written over. */
export async function writeEvidence(
  world: World,
  run: RunRecord,
  work: string,
  terminal: DraftRequest['terminal'],
): Promise<NewFact> {
  const job = world.journal.job(run.job);
  const { patch, patchId } = await patchOf(world, run, parsePacket(job.packet).project);
  const draft = await evidenceDraft({ world, job, run, terminal, patch });
  const directory = join(world.evidenceDirectory, run.id, work.slice(work.lastIndexOf('/') + 1));
  // A folder that the journal does not know of is what an attempt left that was cut short: nobody has seen it.
  if (lastFact(world.journal, run.id, 'bundle')?.directory !== directory) await rm(directory, { recursive: true, force: true });
  const bundle = await writeBundle(directory, draft, hash => world.blobs.read(hash));
  return fact(work, 'bundle', { hash: bundle.hash, directory: bundle.directory, patchId });
}

async function patchOf(world: World, run: RunRecord, project: string): Promise<{ patch: string | null; patchId: string | null }> {
  const candidate = lastFact(world.journal, run.id, 'candidate');
  const settings = (await world.factory()).projects[project];
  if (!candidate || !settings) return { patch: null, patchId: null };
  const mirror = await world.mirrorOf(settings);
  return {
    patch: await world.blobs.keep(Buffer.from(await mirror.diff(candidate.base, candidate.commit))),
    patchId: candidate.patchId,
  };
}
