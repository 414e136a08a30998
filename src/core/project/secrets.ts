/** Something that looks like a secret. `masked` may be shown; the match itself must not leave the host. */
export type SecretFinding = { readonly kind: string; readonly masked: string; readonly match: string };

const known: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/g],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/g],
  ['a Slack token', /\bxox[abeprs]-[0-9]{8,}-[A-Za-z0-9-]{16,}/g],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}\b/g],
  ['a Stripe key', /\b[sr]k_live_[0-9A-Za-z]{20,}/g],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a model provider key', /\bsk-(?:ant|proj|svcacct|or-v1)-[A-Za-z0-9_-]{20,}/g],
];

const assignment =
  /(?:secret|token|passw(?:or)?d|api_?key|access_?key|credential)[\w-]{0,30}["']?\s*[:=]\s*["']([A-Za-z0-9+/=_.!@#$%^&*-]{20,200})["']/gi;
const minEntropyBits = 4;

/** Look for secrets in a file's text. `before` is the file as it was: what stood there already is not the work's doing. */
export function secretsIn(text: string, before = ''): SecretFinding[] {
  const found = known.flatMap(([kind, pattern]) => Array.from(text.matchAll(pattern), ([match]) => finding(kind, match)));
  const assigned = Array.from(text.matchAll(assignment), found => found[1]!)
    .filter(value => entropyOf(value) >= minEntropyBits && /\d/.test(value) && /[A-Za-z]/.test(value))
    .map(value => finding('a value that looks like a secret', value));
  return [...found, ...assigned].filter(
    ({ match }, index, all) => !before.includes(match) && all.findIndex(one => one.match === match) === index,
  );
}

function finding(kind: string, match: string): SecretFinding {
  return { kind, match, masked: match.startsWith('-----') ? match : `${match.slice(0, 4)}…` };
}

/** Shannon entropy in bits per character: everyday words have about 3, random base64 of this length well over 4. */
function entropyOf(text: string): number {
  const counts = [...Map.groupBy(text, char => char).values()].map(same => same.length / text.length);
  return counts.reduce((sum, share) => sum - share * Math.log2(share), 0);
}
