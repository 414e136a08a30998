/**
 * What runs inside the throwaway station, with the agent's bundle on stdin. It is the only git that ever reads the
 * bundle. It prints one header line, then two lists from `git diff-tree` (work against base, and each commit on the way),
 * then every changed file as `git cat-file --batch` has it. All of it is a claim; `readInspection` takes nothing for granted.
 */
const script = `set -eu
cd "\${ANDON_WORK:-.}"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 GIT_NO_REPLACE_OBJECTS=1
export GIT_CONFIG_COUNT=4 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' GIT_CONFIG_KEY_1=core.hooksPath GIT_CONFIG_VALUE_1=/dev/null
export GIT_CONFIG_KEY_2=core.fsmonitor GIT_CONFIG_VALUE_2=false GIT_CONFIG_KEY_3=gc.auto GIT_CONFIG_VALUE_3=0
base=$1
box=$(git rev-parse --absolute-git-dir)/andon-inspect
mkdir -p "$box"
cat > "$box/bundle"
git fetch --quiet --no-tags --no-write-fetch-head "$box/bundle" HEAD:refs/andon/work 1>&2 || exit 65
work=$(git rev-parse --verify 'refs/andon/work^{commit}')
git rev-list --max-count=$2 "$base..$work" > "$box/commits"
git diff-tree -r -z --raw --no-renames --no-abbrev --no-ext-diff "$base" "$work" > "$box/changes"
git diff-tree --stdin -r -z -m --root --raw --no-renames --no-abbrev --no-ext-diff < "$box/commits" > "$box/steps"
printf 'andon-inspect/1 %s %s %s %s %s\\n' "$work" "$(git rev-parse "$work^{tree}")" "$(wc -c < "$box/changes")" "$(wc -c < "$box/steps")" "$(wc -l < "$box/commits")"
cat "$box/changes" "$box/steps"
cat "$box/changes" "$box/steps" | tr '\\0' '\\n' | grep -E '^:[0-7]{6} 100[0-7]{3} [0-9a-f]{40} [0-9a-f]{40} ' | cut -d' ' -f4 | grep -v '^0*$' | sort -u | git cat-file --batch
`;

/** The bundle itself could not be unpacked: the agent's doing, not the station's. */
export const badBundleExit = 65;

export function inspectArgv(base: string, maxCommits: number): string[] {
  return ['/bin/sh', '-c', script, 'andon-inspect', base, String(maxCommits)];
}
