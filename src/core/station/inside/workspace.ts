import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exitOf, type RunOptions, spawnAs, tailOf } from './run-as.ts';

/** An errand that failed, with a stable code for the host: `commit-missing`, `disk-full`, `workspace-broken`, `failed`. */
export class ErrandError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const unpackScript = `set -e
cd "$1"
git init -q --template= -b main .
mkdir -p .git/info
cat > .git/andon.bundle
git bundle unbundle .git/andon.bundle > /dev/null
rm .git/andon.bundle
git cat-file -e "$2^{commit}" || exit 3
printf '[user]\\n\\tname = Agent\\n\\temail = agent@station.invalid\\n' >> .git/config
git checkout -q -B main "$2"`;

const linkScript = `set -e
cd "$1"
printf '/%s\\n' "$3" >> .git/info/exclude
mkdir -p "$(dirname "$3")"
[ -e "$3" ] || ln -s "$2/$3" "$3"`;

// The agent's repository is only read: its hooks, filters and settings have no say in how its work is taken.
const collectScript = `set -e
head=$(git -C "$1" rev-parse -q --verify 'HEAD^{commit}') || exit 4
git -C "$1" cat-file -e "$2^{commit}" || exit 4
rm -rf "$3/collect"
git init -q --bare --template= "$3/collect"
trap 'rm -rf "$3/collect"' EXIT
mkdir -p "$3/collect/info"
printf '/%s\\n' "$4" > "$3/collect/info/exclude"
printf '%s\\n' "$1/.git/objects" > "$3/collect/objects/info/alternates"
export GIT_DIR="$3/collect" GIT_WORK_TREE="$1"
cd "$1"
git read-tree "$head"
git add -A
commit=$(git commit-tree "$(git write-tree)" -p "$head" -m 'The workspace as it was found')
git update-ref --no-deref HEAD "$commit"
git bundle create -q - "$2..HEAD"`;

const readScript = `file=$(realpath -- "$1/$2" 2>/dev/null) || exit 5
root=$(realpath -- "$1")
case "$file" in "$root"/*) [ -f "$file" ] && exec head -c "$3" -- "$file" ;; esac
exit 5`;

const gitIdentity = {
  GIT_AUTHOR_NAME: 'Andon',
  GIT_AUTHOR_EMAIL: 'station@andon.invalid',
  GIT_COMMITTER_NAME: 'Andon',
  GIT_COMMITTER_EMAIL: 'station@andon.invalid',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Makes the clone from a bundle and checks the commit out. */
export async function unpack(bundle: Readable, commit: string, options: RunOptions): Promise<void> {
  await feed(['sh', '-c', unpackScript, 'unpack', options.cwd, commit], bundle, withGit(options));
}

/** Puts the shared dependencies where the project looks for them, and keeps git from seeing them. */
export async function linkDependencies(root: string, path: string, options: RunOptions): Promise<void> {
  await feed(['sh', '-c', linkScript, 'link', options.cwd, `${root}/tree`, path], null, options);
}

/** Takes a tar of small files into the directory given by `cwd`. */
export async function takeInputs(tar: Readable, options: RunOptions): Promise<void> {
  await feed(['tar', '-xf', '-', '--no-same-owner', '-C', options.cwd], tar, options);
}

export type CollectRequest = { readonly base: string; readonly tmp: string; readonly ignored: string };

/** Writes a bundle with one ref, `HEAD`: a commit of everything in the workspace, on top of what was committed since `base`. */
export async function collect(request: CollectRequest, into: Writable, options: RunOptions): Promise<void> {
  const argv = ['sh', '-c', collectScript, 'collect', options.cwd, request.base, request.tmp, request.ignored];
  await drain(argv, into, withGit(options));
}

/** Writes at most `maxBytes` of a file under `cwd`; false when there is none. Links out of there do not count. */
export async function readFileIn(name: string, maxBytes: number, into: Writable, options: RunOptions): Promise<boolean> {
  return drain(['sh', '-c', readScript, 'read', options.cwd, name, String(maxBytes)], into, options).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ErrandError && error.code === 'file-missing') return false;
      throw error;
    },
  );
}

function withGit(options: RunOptions): RunOptions {
  return { ...options, env: { ...options.env, ...gitIdentity } };
}

async function feed(argv: readonly string[], input: Readable | null, options: RunOptions): Promise<void> {
  const child = spawnAs(argv, options);
  const tail = tailOf(child.stderr);
  const exit = exitOf(child);
  child.stdout.resume();
  if (input) await pipeline(input, child.stdin).catch(() => undefined);
  else child.stdin.end();
  check((await exit).exitCode, tail());
}

async function drain(argv: readonly string[], into: Writable, options: RunOptions): Promise<void> {
  const child = spawnAs(argv, options);
  const tail = tailOf(child.stderr);
  const exit = exitOf(child);
  child.stdin.end();
  await pipeline(child.stdout, into, { end: false });
  check((await exit).exitCode, tail());
}

function check(exitCode: number, tail: string): void {
  if (exitCode === 0) return;
  if (exitCode === 3) throw new ErrandError('commit-missing', 'The bundle does not hold the commit.');
  if (exitCode === 4)
    throw new ErrandError('workspace-broken', 'The workspace is no longer a git repository that holds the base commit.');
  if (exitCode === 5) throw new ErrandError('file-missing', 'There is no such file.');
  if (/no space left|disk quota/i.test(tail)) throw new ErrandError('disk-full', tail);
  throw new ErrandError('failed', tail || `exit code ${exitCode}`);
}
