/** One request as the evidence shows it. Secrets are redacted before it is recorded. */
interface JournalEntry {
  /** Counts from 1 in its namespace; never used twice, not even after a restore. */
  seq: number;
  /** Virtual time of the namespace, ISO. */
  at: string;
  twin: string;
  /** Name of the operation, or `unknown`. */
  operation: string;
  /** Whether the operation is one that changes state (also when this call of it was refused). */
  isWrite: boolean;
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  /** Who asked, by the name the seed gives them; null when nobody was recognised. */
  actor: string | null;
  status: number;
  /** The vendor's own notion of success. */
  ok: boolean;
  response: unknown;
  label: string;
  /** The failure script that made this answer, or null. */
  scripted: string | null;
}

export interface Journal {
  record(entry: Omit<JournalEntry, 'seq'>): JournalEntry;
  read(filter: JournalFilter): { entries: JournalEntry[]; last: number; dropped: number };
  clear(): void;
}

interface JournalFilter {
  /** Only entries with a higher seq. */
  after?: number;
  twin?: string;
}

/** Entries kept per namespace; older ones are dropped and counted, so that a looping product cannot eat the memory. */
const journalLimit = 20_000;

export function createJournal(limit = journalLimit): Journal {
  let entries: JournalEntry[] = [];
  let last = 0;
  let dropped = 0;
  return {
    record: entry => {
      last += 1;
      const recorded = { seq: last, ...entry };
      entries.push(recorded);
      // Cutting in blocks keeps recording cheap.
      if (entries.length >= limit * 1.1) {
        dropped += entries.length - limit;
        entries = entries.slice(-limit);
      }
      return recorded;
    },
    read: ({ after = 0, twin }) => ({
      entries: entries.filter(entry => entry.seq > after && (twin === undefined || entry.twin === twin)),
      last,
      dropped,
    }),
    clear: () => {
      entries = [];
      dropped = 0;
    },
  };
}
