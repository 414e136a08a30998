import type { NewFact } from '../journal/journal.ts';
import type { Outcome } from '../line/model.ts';
import { defaultWorkLimits, type Inspector, type TakenWork } from '../project/delivery.ts';
import { defaultLimits } from '../station/station-runtime.ts';
import { fact } from './fact.ts';
import { baseOf } from './place.ts';
import { freshStation, removeStation } from './station-keeper.ts';
import type { Work } from './world.ts';

/** Take the agent's work out of its station: unpacked in a throwaway one, checked, and made one commit by the host. */
export async function takeWork(work: Work): Promise<{ outcome: Outcome; facts: NewFact[] }> {
  const { world, packet } = work;
  const { commit: base } = baseOf(work);
  const mirror = await world.mirrorOf(work.project);
  const taken = await mirror.takeWork({
    base,
    bundle: await world.runtime.collect(work.id, base),
    inspect: inspectorFor(work),
    allowedFiles: packet.scope.files,
    limits: defaultWorkLimits,
    keepAs: `runs/${work.id}`,
    message: packet.title,
    trailers: { 'Andon-Job': work.job.id, 'Andon-Run': work.run.id, 'Andon-Agent': packet.agent?.adapter ?? '' },
    at: work.run.createdAt,
  });
  if (taken.status !== 'accepted') return { outcome: notTaken(taken), facts: findingsOf(work, taken) };
  const files = taken.files.map(file => ({
    path: file.path,
    status: file.status,
    added: file.added ?? 0,
    removed: file.removed ?? 0,
  }));
  const patchId = (await mirror.patchId(base, taken.commit)) ?? '';
  return {
    outcome: { status: 'success', context: { candidate: taken.commit } },
    facts: [fact(work.id, 'candidate', { commit: taken.commit, base, patchId, files })],
  };
}

function notTaken(taken: Exclude<TakenWork, { status: 'accepted' }>): Outcome {
  if (taken.status === 'unchanged')
    return {
      status: 'fail',
      failure: 'defect',
      reason: { code: 'work.empty', text: 'The agent says that it is done, but nothing was changed.' },
    };
  const [first] = taken.problems;
  const more = taken.problems.length > 1 ? ` (and ${taken.problems.length - 1} more)` : '';
  return {
    status: 'fail',
    failure: 'defect',
    reason: { code: 'work.refused', text: `The work was refused: ${first?.path}: ${first?.problem}${more}` },
  };
}

function findingsOf(work: Work, taken: Exclude<TakenWork, { status: 'accepted' }>): NewFact[] {
  if (taken.status === 'unchanged')
    return [
      fact(work.id, 'finding', {
        text: 'Nothing was changed.',
        forAgent: 'Your workspace was unchanged. Change the code, then write the result.',
      }),
    ];
  return taken.problems
    .slice(0, 20)
    .map(({ path, problem }) =>
      fact(work.id, 'finding', { text: `${path}: ${problem}`, forAgent: `Your work was refused: ${path}: ${problem}` }),
    );
}

/** Hostile bytes are read where nothing of ours is: a station without services, gone right after. */
function inspectorFor(work: Work): Inspector {
  return async request => {
    const id = `${work.id}/inspect`;
    const spec = {
      id,
      purpose: 'inspect' as const,
      labels: { job: work.job.id, run: work.run.id, stage: work.at.stage },
      source: request.source,
      dependencies: null,
      process: { argv: ['sleep', 'infinity'], env: {}, tty: null },
      inputs: {},
      services: [],
      limits: { ...defaultLimits, memoryMb: 512 },
    };
    try {
      await freshStation(work.world, work.run.id, spec, {});
      return await work.world.runtime.exec(id, request.argv, {
        maxBytes: request.maxBytes,
        timeoutMs: request.timeoutMs,
        input: request.input,
      });
    } finally {
      await removeStation(work.world, id);
    }
  };
}
