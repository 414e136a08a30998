import { createHash, randomBytes } from 'node:crypto';

/** Who may come in: links that work once, and the sessions they were exchanged for. All of it lives in memory only. */
export type Entry = {
  /** A fresh token for a link. */
  token(): string;
  /** The session for a token that was not used yet, or for a session that is known; null for anything else. */
  admit(hello: unknown): string | null;
};

const mostTokens = 32;
const mostSessions = 256;

export function createEntry(): Entry {
  // Kept as hashes, so that looking one up tells nothing by its timing. The oldest give way to new ones.
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  const remember = (set: Set<string>, secret: string, most: number) => {
    set.add(hashOf(secret));
    if (set.size > most) set.delete(set.values().next().value ?? '');
    return secret;
  };
  return {
    token: () => remember(tokens, newSecret(), mostTokens),
    admit: hello => {
      const { token, session } = readHello(hello);
      if (session !== null) return sessions.has(hashOf(session)) ? session : null;
      return token !== null && tokens.delete(hashOf(token)) ? remember(sessions, newSecret(), mostSessions) : null;
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function readHello(value: unknown): { token: string | null; session: string | null } {
  const hello = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const text = (field: unknown) => (hello['type'] === 'hello' && typeof field === 'string' && field.length <= 200 ? field : null);
  return { token: text(hello['token']), session: text(hello['session']) };
}
