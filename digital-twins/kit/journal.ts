import { parseJson } from './parse-json.ts';
import { redact, redactText } from './redact.ts';

/** One request as the evidence shows it: secrets are redacted. */
export interface JournalEntry {
  /** Counts from 1 in its namespace; never used twice, not even after a restore. */
  seq: number;
  /** Virtual time of the namespace, ISO. */
  at: string;
  /** `in`: somebody called the twin. `out`: the twin called somebody (a webhook, SCIM, keys …). */
  direction: 'in' | 'out';
  twin: string;
  /** Name of the operation, or `unknown`. */
  operation: string;
  /** Whether the operation is one that changes state (also when this call of it was refused). */
  isWrite: boolean;
  method: string;
  /** Of what goes out: the whole URL without its query. */
  path: string;
  query: Record<string, string>;
  body: unknown;
  /** Who asked, by the name the seed gives them; null when nobody was recognised. */
  actor: string | null;
  /** 0 when there was no answer. */
  status: number;
  /** The vendor's own notion of success. */
  ok: boolean;
  response: unknown;
  label: string;
  /** The failure script that made this answer, or null. */
  scripted: string | null;
}

/** What is noted while a request is answered: texts as they were, so that it costs next to nothing. */
export interface Note extends Omit<JournalEntry, 'seq' | 'at' | 'query' | 'body' | 'response'> {
  /** ms of the namespace's clock. */
  time: number;
  query: string;
  body: NotedText;
  response: NotedText;
}

/** A text with its content type, or what stands for one that is not kept. */
export type NotedText = { type: string; text: string } | { instead: unknown };

export interface Journal {
  record(note: Note): void;
  read(filter: JournalFilter): JournalPage;
  /** As `read`, but waits up to so many ms for the first entry. */
  wait(filter: JournalFilter, ms: number): Promise<JournalPage>;
  /** Hears of every entry from now on, until the returned function is called. */
  follow(filter: JournalFilter, listen: (entry: JournalEntry) => void): () => void;
  clear(): void;
}

interface JournalPage {
  entries: JournalEntry[];
  last: number;
  dropped: number;
}

export interface JournalFilter {
  /** Only entries with a higher seq. */
  after?: number;
  twin?: string;
  operation?: string;
  method?: string;
  /** Exact, or a prefix when it ends in `*`. */
  path?: string;
  direction?: string;
  isWrite?: boolean;
  status?: number;
  /** Only the first so many. */
  limit?: number;
}

/** Entries and characters kept per namespace; older ones are dropped and counted, so that a looping product cannot eat the memory. */
const limits = { entries: 20_000, characters: 64 * 1024 * 1024 };

/** Characters of a body and of an answer that are kept. */
const bodyLimit = 100_000;
const responseLimit = 8_000;

interface Kept extends Note {
  seq: number;
}

export function createJournal(limit = limits): Journal {
  let entries: Kept[] = [];
  let last = 0;
  let dropped = 0;
  let characters = 0;
  const listeners = new Set<(kept: Kept) => void>();
  const drop = (count: number) => {
    for (const kept of entries.slice(0, count)) characters -= sizeOf(kept);
    entries = entries.slice(count);
    dropped += count;
  };
  const read = (filter: JournalFilter): JournalPage => {
    const first = Math.max(0, (filter.after ?? 0) - (last - entries.length));
    const found: JournalEntry[] = [];
    for (let place = first; place < entries.length && found.length < (filter.limit ?? Number.POSITIVE_INFINITY); place += 1) {
      const kept = entries[place];
      if (kept !== undefined && fits(kept, filter)) found.push(entryOf(kept));
    }
    return { entries: found, last, dropped };
  };
  const follow: Journal['follow'] = (filter, listen) => {
    const hear = (kept: Kept) => {
      if (fits(kept, filter)) listen(entryOf(kept));
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  };
  return {
    record: note => {
      last += 1;
      const kept = { ...note, body: shorten(note.body, bodyLimit), response: shorten(note.response, responseLimit), seq: last };
      entries.push(kept);
      characters += sizeOf(kept);
      // Cutting in blocks keeps recording cheap.
      if (entries.length >= limit.entries * 1.1) drop(entries.length - limit.entries);
      if (characters > limit.characters) drop(Math.ceil(entries.length / 4));
      for (const hear of listeners) hear(kept);
    },
    read,
    wait: async (filter, ms) => {
      const there = read(filter);
      if (there.entries.length > 0 || ms <= 0) return there;
      await new Promise<void>(resolve => {
        const timer = setTimeout(finish, ms);
        const off = follow(filter, finish);
        function finish() {
          clearTimeout(timer);
          off();
          resolve();
        }
      });
      return read(filter);
    },
    follow,
    clear: () => {
      entries = [];
      characters = 0;
      dropped = 0;
    },
  };
}

function sizeOf({ body, response }: Kept): number {
  return 200 + ('text' in body ? body.text.length : 0) + ('text' in response ? response.text.length : 0);
}

function shorten(noted: NotedText, limit: number): NotedText {
  if ('instead' in noted || noted.text.length <= limit) return noted;
  return { instead: { type: noted.type, characters: noted.text.length } };
}

function fits(kept: Kept, filter: JournalFilter): boolean {
  const isThat = (value: unknown, wanted: unknown) => wanted === undefined || value === wanted;
  return (
    kept.seq > (filter.after ?? 0) &&
    isThat(kept.twin, filter.twin) &&
    isThat(kept.operation, filter.operation) &&
    isThat(kept.method, filter.method) &&
    isThat(kept.direction, filter.direction) &&
    isThat(kept.isWrite, filter.isWrite) &&
    isThat(kept.status, filter.status) &&
    fitsPath(kept.path, filter.path)
  );
}

export function fitsPath(path: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

function entryOf({ time, query, body, response, ...kept }: Kept): JournalEntry {
  return {
    ...kept,
    at: new Date(time).toISOString(),
    path: redactText(kept.path),
    query: redact(Object.fromEntries(new URLSearchParams(query))) as Record<string, string>,
    body: readable(body),
    response: readable(response),
  };
}

/** JSON and forms as values; anything else as what it is and how long. */
function readable(noted: NotedText): unknown {
  if ('instead' in noted) return redact(noted.instead);
  if (noted.text === '') return null;
  if (noted.type.includes('json')) return redact(parseOr(noted.text));
  if (noted.type.startsWith('application/x-www-form-urlencoded'))
    return redact(Object.fromEntries(new URLSearchParams(noted.text)));
  if (noted.type.startsWith('text/plain')) return redactText(noted.text);
  return { type: noted.type, characters: noted.text.length };
}

/** What a failure script broke on purpose is not JSON. */
function parseOr(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return { broken: text };
  }
}
