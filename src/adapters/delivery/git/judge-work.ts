import { createHash } from 'node:crypto';
import type { WorkLimits, WorkProblem } from '../../../core/project/delivery.ts';
import { pathProblem } from '../../../core/project/path-rules.ts';
import { inScope } from '../../../core/project/scope.ts';
import { secretsIn } from '../../../core/project/secrets.ts';
import type { InspectionClaim, RawChange } from './read-inspection.ts';

const maxProblems = 50;
const regular = new Set(['100644', '100755']);
const oddModes: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a submodule' };

export type Rules = {
  readonly allowedFiles: readonly string[];
  readonly limits: WorkLimits;
  /** The text of a file on the base commit, or '' where there was none. */
  readonly before: (path: string) => Promise<string>;
};

/** Everything that speaks against taking this work, at most 50 reasons; none means that it may be taken. */
export async function problemsOf(claim: InspectionClaim, rules: Rules): Promise<WorkProblem[]> {
  const tooMuch = sizeProblems(claim, rules.limits);
  if (tooMuch.length > 0) return tooMuch;
  const found = claim.changes.flatMap(change => changeProblems(change, claim, rules.allowedFiles));
  return [...found, ...(await secretProblems(claim, rules))].slice(0, maxProblems);
}

function sizeProblems({ changes, commitCount, blobs }: InspectionClaim, limits: WorkLimits): WorkProblem[] {
  const bytes = [...blobs.values()].reduce((sum, blob) => sum + blob.length, 0);
  const problems: WorkProblem[] = [];
  if (changes.length > limits.maxFiles)
    problems.push({ path: '', problem: `${changes.length} files are changed; at most ${limits.maxFiles} may be` });
  if (bytes > limits.maxBytes)
    problems.push({ path: '', problem: `the changed files have ${bytes} bytes; at most ${limits.maxBytes} are allowed` });
  if (commitCount >= limits.maxCommits) problems.push({ path: '', problem: `there are ${limits.maxCommits} commits or more` });
  return problems;
}

function changeProblems(change: RawChange, claim: InspectionClaim, allowedFiles: readonly string[]): WorkProblem[] {
  const { path, newMode, newOid, status } = change;
  const reasons = [pathProblem(path), inScope(path, allowedFiles) ? null : "the file is outside the packet's scope"];
  if (status !== 'D') reasons.push(modeProblem(newMode), regular.has(newMode) ? contentProblem(newOid, claim) : null);
  if (!'AMDT'.includes(status)) reasons.push(`a change of the kind ${status} is unknown`);
  return reasons.filter(reason => reason !== null).map(problem => ({ path: shownPath(path), problem }));
}

function contentProblem(oid: string, { blobs }: InspectionClaim): string | null {
  const blob = blobs.get(oid);
  if (!blob) return 'its content is missing';
  const real = createHash('sha1').update(`blob ${blob.length}\0`).update(blob).digest('hex');
  return real === oid ? null : 'its content is not the one that its name promises';
}

function modeProblem(mode: string): string | null {
  if (regular.has(mode)) return null;
  return oddModes[mode] ? `it is ${oddModes[mode]}` : `it has the file mode ${mode}`;
}

/** The commits on the way are looked at too: a secret that was committed and removed again has still been in reach. */
async function secretProblems({ changes, commits, blobs }: InspectionClaim, { before }: Rules): Promise<WorkProblem[]> {
  const steps = commits.flatMap(({ commit, changes: step }) =>
    step.map(change => ({ ...change, where: ` (commit ${commit.slice(0, 10)})` })),
  );
  const all = [...changes.map(change => ({ ...change, where: '' })), ...steps];
  const once = [...new Map(all.toReversed().map(change => [`${change.path}\0${change.newOid}`, change])).values()].toReversed();
  const problems: WorkProblem[] = [];
  for (const { path, newOid, where } of once) {
    const blob = blobs.get(newOid);
    if (!blob || secretsIn(blob.toString('latin1')).length === 0) continue;
    const found = secretsIn(blob.toString('latin1'), await before(path));
    problems.push(...found.map(({ kind, masked }) => ({ path: shownPath(path), problem: `it has ${kind}: ${masked}${where}` })));
  }
  return problems;
}

function shownPath(path: string): string {
  return path.slice(0, 300).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
