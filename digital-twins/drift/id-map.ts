/** Which of the twin's ids stands for which recorded one: learned from answers, used in what is asked next. */
export interface IdMap {
  /** Compares a recorded answer with the twin's: where both have a different id in the same place, they mean the same thing. */
  learn(recorded: unknown, got: unknown): void;
  /** The text with every recorded id that is known replaced by the twin's. */
  translate(text: string): string;
}

export function createIdMap(): IdMap {
  const known = new Map<string, string>();
  let pattern: RegExp | undefined;
  const note = (recorded: string, got: string) => {
    if (recorded === got || !isId(recorded) || !isId(got) || known.has(recorded)) return;
    known.set(recorded, got);
    pattern = undefined;
  };
  const learn = (recorded: unknown, got: unknown): void => {
    if (typeof recorded === 'string' && typeof got === 'string') {
      note(recorded, got);
      return;
    }
    if (Array.isArray(recorded) && Array.isArray(got)) {
      for (const [place, one] of recorded.entries()) learn(one, got[place]);
      return;
    }
    if (!isObject(recorded) || !isObject(got)) return;
    for (const [key, one] of Object.entries(recorded)) learn(one, got[key]);
  };
  return {
    learn,
    translate: text => {
      if (known.size === 0) return text;
      // Longest first: an id may begin with another one.
      pattern ??= new RegExp(
        [...known.keys()]
          .toSorted((a, b) => b.length - a.length)
          .map(literal)
          .join('|'),
        'g',
      );
      return text.replace(pattern, one => known.get(one) ?? one);
    },
  };
}

/** Words of a vendor are the same everywhere; ids have a digit in them, and no space. Times and addresses are not ids. */
function isId(text: string): boolean {
  return /^[\w.:-]{4,120}$/.test(text) && /\d/.test(text) && !/^\d{4}-\d\d-\d\dT/.test(text) && !text.includes('://');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
