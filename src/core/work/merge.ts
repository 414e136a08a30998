import { AppError } from '../../base/app-error.ts';
import type { Outcome } from '../line/model.ts';
import { type FactBodies, fact, lastFact } from './fact.ts';
import { baseOf } from './place.ts';
import type { Work, WorkResult } from './world.ts';

/** Put the reviewed commit onto the target by compare-and-swap. Done twice, it is merged once. */
export async function merge(work: Work): Promise<WorkResult> {
  const { journal } = work.world;
  const candidate = lastFact(journal, work.run.id, 'candidate');
  const bundle = lastFact(journal, work.run.id, 'bundle');
  if (!candidate || !bundle) throw new AppError('internal', 'merge.nothing', `Run ${work.run.id} has nothing to merge.`);
  const mirror = await work.world.mirrorOf(work.project);
  if (journal.cord()) throw new AppError('cancelled', 'cord.pulled', 'The cord is pulled: nothing is merged.');
  const { commit: expectedHead, target } = baseOf(work);
  const result = await mirror.merge({
    job: work.job.id,
    run: work.run.id,
    candidate: candidate.commit,
    target,
    expectedHead,
    message: work.packet.title,
    evidence: `sha256:${bundle.hash}`,
    reviewer: reviewerOf(work),
    at: work.world.clock(),
  });
  switch (result.status) {
    case 'moved':
      return {
        outcome: {
          status: 'moved',
          reason: { code: 'delivery.moved', text: `${target} has moved; the change is validated again on it.` },
        },
        facts: [],
      };
    case 'merged':
      return done(
        work,
        { status: 'merged', commit: result.commit, branch: target, next: null },
        `Merged into ${target} as ${result.commit.slice(0, 10)}.`,
      );
    default:
      return done(
        work,
        { status: 'delivered', commit: result.commit, branch: result.branch, next: result.next },
        `${result.why} The change waits on ${result.branch}: ${result.next}`,
      );
  }
}

function done(work: Work, delivery: FactBodies['delivery'], text: string): WorkResult {
  const outcome: Outcome = {
    status: 'success',
    reason: { code: `delivery.${delivery.status}`, text },
    context: { disposition: delivery.status, mergedAs: delivery.commit },
  };
  return { outcome, facts: [fact(work.id, 'delivery', delivery)] };
}

/** Who approved, as the journal has it. */
function reviewerOf(work: Work): string {
  const answers = work.world.journal
    .eventsAfter(0, { run: work.run.id, limit: 100_000 })
    .filter(event => event.type === 'gate.answered');
  return answers.at(-1)?.actor ?? 'unknown';
}
