/** One recorded request and its answer, whatever it was recorded with. */
export interface Exchange {
  /** What it belongs to: a test, a cassette, a session. */
  group: string;
  method: string;
  /** Path and query, without the host. */
  path: string;
  /** Only those that change what is answered; names in lower case. */
  headers: Record<string, string>;
  /** As it went over the wire; empty = none. */
  body: string;
  status: number;
  answerHeaders: Record<string, string>;
  /** Parsed when it is JSON, else the text; null when there was none. */
  answer: unknown;
}

/** Request headers that are replayed. The rest belongs to the client that made the recording. */
const kept = new Set(['accept', 'content-type', 'x-atlassian-token', 'prefer', 'if-match']);

export function keptHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), firstOf(value)] as const);
  return Object.fromEntries(entries.filter(([name]) => kept.has(name)));
}

/** Headers come as a text, or as a list of texts. */
export function firstOf(value: unknown): string {
  return String(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
}

/** Path and query of an absolute or relative address. */
export function pathOf(address: string): string {
  const url = URL.parse(address, 'http://recorded.invalid');
  return url === null ? address : `${url.pathname}${url.search}`;
}

/** JSON as a value; any other text as it is; null for nothing. */
export function readAnswer(text: string | null | undefined): unknown {
  if (text === undefined || text === null || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
