import type { RepositoryFacts } from './delivery.ts';
import { nearestWord } from './nearest.ts';

/** One finding of `andon project doctor`. Nothing can start on a project with a failed check. */
export type ProjectCheck = {
  readonly id: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly message: string;
  readonly fix: string | null;
};

type Readable = Extract<RepositoryFacts, { status: 'readable' }>;

/** What a project's repository looks like to Andon, as a list of checks in the order a person would fix them. */
export function projectChecks(facts: RepositoryFacts, target: string): ProjectCheck[] {
  if (facts.status === 'unreadable') {
    return [
      failed(
        'repository',
        `The repository cannot be read: ${facts.reason}`,
        'Correct `repository` of the project in factory.yaml.',
      ),
    ];
  }
  if (!facts.hasCommits)
    return [
      ok('repository', 'The repository is there.'),
      failed('commits', 'The repository has no commits yet.', 'Make a first commit: git add -A && git commit -m "First commit"'),
    ];
  return [
    ok('repository', 'The repository is there.'),
    targetCheck(facts, target),
    submoduleCheck(facts),
    depthCheck(facts),
    formatCheck(facts),
    commitCheck(facts),
    ok('size', `${facts.fileCount} files.`),
  ];
}

function ok(id: string, message: string): ProjectCheck {
  return { id, status: 'ok', message, fix: null };
}

function failed(id: string, message: string, fix: string): ProjectCheck {
  return { id, status: 'failed', message, fix };
}

function targetCheck(facts: Readable, target: string): ProjectCheck {
  if (facts.target) return ok('target', `The branch ${target} is at ${facts.target.slice(0, 10)}.`);
  const meant = nearestWord(target, facts.branches) ?? facts.branches[0];
  return failed(
    'target',
    `There is no branch ${target}.`,
    meant
      ? `Set \`target\` of the project to ${meant}, or make the branch: git branch ${target}`
      : `Make the branch: git branch ${target}`,
  );
}

function submoduleCheck(facts: Readable): ProjectCheck {
  if (facts.submodules.length === 0) return ok('submodules', 'No submodules.');
  const names = facts.submodules.slice(0, 5).join(', ');
  const reason =
    'a station has no network, so it could not fetch them, and the host would have to run git for code that it does not trust';
  return failed(
    'submodules',
    `The repository has submodules (${names}), which Andon does not work with: ${reason}.`,
    'Take the code into the repository (git subtree), or install it as a dependency.',
  );
}

function depthCheck(facts: Readable): ProjectCheck {
  if (!facts.isShallow) return ok('history', 'The history is whole.');
  return failed(
    'history',
    'The repository is a shallow clone, so stations cannot be made from it.',
    'Fetch the rest: git fetch --unshallow',
  );
}

function formatCheck(facts: Readable): ProjectCheck {
  if (facts.objectFormat === 'sha1') return ok('format', 'The object format is sha1.');
  return failed(
    'format',
    `The object format is ${facts.objectFormat}; Andon works with sha1.`,
    'Use a repository in the sha1 format.',
  );
}

function commitCheck(facts: Readable): ProjectCheck {
  const { length } = facts.uncommitted;
  if (length === 0) return ok('uncommitted', 'Everything is committed.');
  const names = facts.uncommitted.slice(0, 3).join(', ');
  const message = `${length === 1 ? '1 file is' : `${length} files are`} not committed (${names}${length > 3 ? ', …' : ''}). Andon works on commits only and will not see them.`;
  return { id: 'uncommitted', status: 'warning', message, fix: 'Commit what the work should build on.' };
}
