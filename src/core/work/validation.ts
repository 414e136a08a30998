import type { NewFact } from '../journal/journal.ts';
import type { Mirror } from '../project/delivery.ts';
import type { CandidateFact, FactBodies } from './fact.ts';

/** A candidate on the base that it is judged against, with the dependencies of each. */
export type Candidate = {
  readonly mirror: Mirror;
  readonly base: FactBodies['base'];
  readonly candidate: CandidateFact;
  readonly dependencies: string | null;
};

/** What validation found wrong: `text` for the engineer, `forAgent` without anything of a holdout. */
export type Finding = FactBodies['finding'];
export type Validation = {
  readonly findings: readonly Finding[];
  readonly unclear: string | null;
  readonly facts: readonly NewFact[];
};
