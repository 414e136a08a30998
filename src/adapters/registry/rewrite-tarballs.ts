export type RewriteOptions = { readonly upstream: URL; readonly inside: string; readonly allowHosts: readonly string[] };

/**
 * Package descriptions name their files by full address (`dist.tarball`); inside only our own name exists, so that
 * every such address is put on it. Hosts that are not allowed stay as they are and cannot be reached.
 */
export function rewriteTarballs(text: string, options: RewriteOptions): string {
  return text.replace(/"tarball"\s*:\s*"([^"\\]+)"/g, (whole, address: string) => {
    const url = URL.parse(address);
    const path = url && pathInside(url, options);
    return path ? `"tarball":"${options.inside}${path}"` : whole;
  });
}

function pathInside(url: URL, { upstream, allowHosts }: RewriteOptions): string | null {
  const prefix = upstream.pathname.replace(/\/$/, '');
  if (url.host === upstream.host) return url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : url.pathname;
  return allowHosts.includes(url.host) ? `/-/at/${url.host}${url.pathname}` : null;
}
