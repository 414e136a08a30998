import { parseJson } from '../../../kit/parse-json.ts';
import type { Issue } from '../../model/issue.ts';
import { JiraRefusal } from '../../refusal.ts';

interface PageToken {
  jql: string;
  /** The last issue of the page before, and how many stood on it and the pages before it. */
  after: string;
  seen: number;
}

/** A token for the page after an issue. It belongs to its query. */
export function encodeToken(jql: string, after: string, seen: number): string {
  return Buffer.from(JSON.stringify({ jql, after, seen } satisfies PageToken)).toString('base64url');
}

/**
 * Where a page begins. It begins after the last issue of the page before, wherever that stands now, so that issues that
 * are made meanwhile move nothing. Throws `JiraRefusal` 400 for a token that is not one, or belongs to another query.
 */
export function readToken(
  { jql, nextPageToken }: { jql: string; nextPageToken: string | undefined },
  issues: readonly Readonly<Issue>[],
): number {
  if (nextPageToken === undefined) return 0;
  const token = decodeToken(nextPageToken);
  if (token === undefined || token.jql !== jql) {
    throw new JiraRefusal(400, ['The provided next page token is invalid or expired.']);
  }
  const place = issues.findIndex(issue => issue.id === token.after);
  return place === -1 ? Math.min(token.seen, issues.length) : place + 1;
}

function decodeToken(text: string): PageToken | undefined {
  try {
    const token: unknown = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof token !== 'object' || token === null) return undefined;
    const { jql, after, seen } = token as Record<string, unknown>;
    const isWhole = typeof jql === 'string' && typeof after === 'string' && Number.isSafeInteger(seen);
    return isWhole ? (token as PageToken) : undefined;
  } catch {
    return undefined;
  }
}
