/** What a request to the registry may be. */
export type RegistryTarget = { readonly kind: 'metadata' | 'tarball'; readonly path: string };
export type Refusal = { readonly refused: string };

const name = `(?:@[a-z0-9~][a-z0-9._~-]*(?:/|%2f))?[a-z0-9~][a-z0-9._~-]*`;
const version = `[a-zA-Z0-9][a-zA-Z0-9._+-]*`;
const metadata = new RegExp(`^/${name}(?:/${version})?$`, 'i');
const tarball = new RegExp(`^/${name}/-/[a-zA-Z0-9@][a-zA-Z0-9._+~@-]*\\.tgz$`, 'i');
/** Packages moved off the registry's own path, through the prefix that our answers carry: `/-/at/HOST/…`. */
const elsewhere = /^\/-\/at\/([a-z0-9.-]+)(\/[A-Za-z0-9@._+~%/-]+\.tgz)$/;

/** Only reading, only packages: nothing that logs in, searches, publishes or carries words out in a query. */
export function targetOf(
  method: string,
  url: string,
  allowHosts: readonly string[],
): RegistryTarget | (RegistryTarget & { readonly host: string }) | Refusal {
  if (method !== 'GET' && method !== 'HEAD') return { refused: `${method} is not allowed: packages can only be read` };
  if (url.length > 400) return { refused: 'the path is too long' };
  if (url.includes('?') || url.includes('#')) return { refused: 'a query is not allowed' };
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(url) || /%2e/i.test(url)) return { refused: 'the path is not plain' };
  const other = elsewhere.exec(url);
  if (other)
    return allowHosts.includes(other[1]!)
      ? { kind: 'tarball', host: other[1]!, path: other[2]! }
      : { refused: `${other[1]} is not an allowed host` };
  if (tarball.test(url)) return { kind: 'tarball', path: url };
  if (metadata.test(url)) return { kind: 'metadata', path: url };
  return { refused: 'only packages of the npm registry can be read here' };
}
