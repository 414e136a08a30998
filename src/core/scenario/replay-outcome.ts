import type { ReplayRecord } from './replay.ts';
import type { Scenario } from './scenario.ts';

/** One replay, seen against what its scenario declares. */
export type Outcome = {
  readonly held: readonly string[];
  readonly failed: readonly string[];
  /** Declared but never evaluated: no evidence either way. */
  readonly missing: readonly string[];
  readonly broken: ReplayRecord['broken'];
};

export function declaredIds(scenario: Scenario): string[] {
  return scenario.steps.flatMap(step => (step.type === 'expect' ? [step.id] : []));
}

export function outcomeOf(scenario: Scenario, record: ReplayRecord): Outcome {
  const ids = declaredIds(scenario);
  const value = (id: string) => (Object.hasOwn(record.assertions, id) ? record.assertions[id] : undefined);
  return {
    held: ids.filter(id => value(id) === true),
    failed: ids.filter(id => value(id) === false),
    missing: ids.filter(id => typeof value(id) !== 'boolean'),
    broken: record.broken,
  };
}

/** Assertions that two replays of the same commit disagree about: chance, not the change. */
export function disagreements(first: Outcome, second: Outcome): string[] {
  const differing = [...first.held, ...first.failed, ...first.missing].filter(id => stateOf(first, id) !== stateOf(second, id));
  return [...new Set(differing)];
}

/** Whether two replays of the same commit broke at different steps, or only one of them did. */
export function isBrokenByChance(first: Outcome, second: Outcome): boolean {
  return first.broken?.step !== second.broken?.step;
}

function stateOf(outcome: Outcome, id: string): 'held' | 'failed' | 'missing' {
  if (outcome.held.includes(id)) return 'held';
  return outcome.failed.includes(id) ? 'failed' : 'missing';
}

/** What makes scenario or record unfit to judge, or null. Parsed files cannot be so; scenarios that were made in code can. */
export function unfitness(scenario: Scenario, records: readonly ReplayRecord[]): string | null {
  const ids = declaredIds(scenario);
  if (ids.length === 0) return 'the scenario expects nothing';
  if (new Set(ids).size !== ids.length) return 'two expectations have the same id';
  const unknown = scenario.failsBefore.filter(id => !ids.includes(id));
  if (unknown.length > 0) return `fails_before names ${unknown.join(', ')}, which no step expects`;
  if (scenario.kind === 'regression' && scenario.failsBefore.length > 0) return 'a regression scenario cannot fail on base';
  if (scenario.kind !== 'regression' && scenario.failsBefore.length === 0)
    return `a ${scenario.kind} scenario must say what fails on base`;
  const foreign = records.find(record => record.scenario !== scenario.id);
  if (foreign !== undefined) return `a record of scenario ${foreign.scenario} was given for ${scenario.id}`;
  const extra = records.flatMap(record => Object.keys(record.assertions)).find(id => !ids.includes(id));
  return extra === undefined ? null : `a record holds the assertion ${extra}, which the scenario does not declare`;
}

export function isSameSet(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every(id => second.includes(id));
}

export function brokenText(side: string, broken: NonNullable<ReplayRecord['broken']>): string {
  return `on ${side}, step ${broken.step + 1} could not be carried out: ${broken.reason}`;
}
