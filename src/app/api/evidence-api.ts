import { AppError } from '../../base/app-error.ts';
import type { ControlRoom, EvidenceView, Handlers } from '../../contract/index.ts';
import { readBundle } from '../../core/evidence/bundle.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import { patchFiles } from '../../core/evidence/patch-files.ts';
import { type FactBodies, lastFact } from '../../core/work/fact.ts';
import type { World } from '../../core/work/world.ts';
import { mergedHash } from '../recorded-evidence.ts';
import { verifyAgainst } from '../verify-folder.ts';
import type { ApiContext } from './context.ts';
import { scenarioView } from './scenario-view.ts';

type EvidenceHandlers = Pick<Handlers<ControlRoom>, 'evidence.get' | 'evidence.verify' | 'evidence.blob'>;

const pieceBytes = 64 * 1024;

export function evidenceApi({ world, home }: ApiContext): EvidenceHandlers {
  return {
    'evidence.get': async ({ run }) => evidenceView(world, bundleOf(world, run)),
    'evidence.verify': async ({ run }) => {
      const { directory, hash } = bundleOf(world, run);
      const merge = await mergedHash(world.journal, home, run);
      const { problems, comparedWith, ...verified } = await verifyAgainst(directory, { hash: null, journal: hash, merge });
      return { ...verified, problems: [...problems], comparedWith: [...comparedWith] };
    },
    'evidence.blob': ({ hash }) => inPieces(world, hash),
  };
}

function bundleOf({ journal }: World, run: string): FactBodies['bundle'] {
  journal.run(run);
  const bundle = lastFact(journal, run, 'bundle');
  if (bundle) return bundle;
  throw new AppError('missing', 'evidence.none', `Run ${run} has no evidence yet.`, {
    hint: 'Evidence is written before the review and when a run ends.',
  });
}

async function* inPieces({ blobs }: World, hash: string): AsyncIterable<Uint8Array> {
  const bytes = await blobs.read(hash);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function evidenceView(world: World, { directory, hash }: FactBodies['bundle']): Promise<EvidenceView> {
  const evidence = await readBundle(directory);
  const { claims, terminal, isolation, run, job, base, candidate, target, createdAt } = evidence;
  return {
    run,
    job: job.id,
    title: job.title,
    hash,
    directory,
    createdAt,
    isIsolated: isolation.isIsolated,
    isolation: isolation.kind,
    base,
    candidate,
    target,
    terminalState: terminal.state,
    reason: terminal.reason,
    scenarios: evidence.scenarios.map(scenarioView),
    checks: evidence.gates,
    files: await filesOf(world, evidence),
    claims: claims?.changed ?? [],
    summary: claims?.summary ?? null,
    assumed: evidence.assumptions.map(note => note.text),
    skipped: evidence.skipped.map(note => note.text),
    uncertain: evidence.uncertain.map(note => note.text),
    rollback: evidence.rollback?.text ?? '',
    costUsd: evidence.cost.usd,
  };
}

async function filesOf({ blobs }: World, { diff }: Evidence): Promise<EvidenceView['files']> {
  if (!diff) return [];
  const patches = patchFiles(Buffer.from(await blobs.read(diff.patch)).toString('utf8'));
  return diff.files.map(file => ({ ...file, patch: patches.find(one => one.path === file.path)?.patch ?? '' }));
}
