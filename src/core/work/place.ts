import { createHash } from 'node:crypto';
import { AppError } from '../../base/app-error.ts';
import type { Mirror } from '../project/delivery.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import { type FactBodies, lastFact } from './fact.ts';
import type { Work } from './world.ts';

/** The base that this run stands on. */
export function baseOf(work: Work): FactBodies['base'] {
  const base = lastFact(work.world.journal, work.run.id, 'base');
  if (base) return base;
  throw new AppError('internal', 'work.no-base', `Run ${work.run.id} has no base commit yet.`);
}

/** A name for what a commit contains, whoever made it and when: replays of equal trees are replays of the same product. */
export async function treeKey(mirror: Mirror, commit: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { mode, oid, path } of await mirror.listFiles(commit)) hash.update(`${mode} ${oid} ${path}\0`);
  return hash.digest('hex');
}

/** The project's scenarios: those that the packet names, and all others. Throws `missing` for a name that is not in the factory. */
export async function scenariosFor(work: Work): Promise<{ named: readonly LoadedScenario[]; others: readonly LoadedScenario[] }> {
  const { scenarios } = await work.world.scenarios();
  const ofProject = scenarios.filter(({ scenario }) => scenario.project === work.packet.project);
  const wanted = work.packet.reproduction.scenarios;
  const lost = wanted.find(id => !ofProject.some(({ scenario }) => scenario.id === id));
  if (lost)
    throw new AppError(
      'missing',
      'scenario.missing',
      `The packet names the scenario ${lost}, which the factory does not have (any more).`,
      { hint: `Add scenarios/${lost}.yaml or correct the packet.` },
    );
  return {
    named: ofProject.filter(({ scenario }) => wanted.includes(scenario.id)),
    others: ofProject.filter(({ scenario }) => !wanted.includes(scenario.id)),
  };
}
