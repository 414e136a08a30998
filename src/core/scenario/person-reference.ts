import { didYouMean } from './suggestion.ts';

/** Facts about the people of a scenario, by person and by fact. */
export type People = Readonly<Record<string, Readonly<Record<string, string>>>>;

const reference = /\$\{([^}]*)\}/g;

export type Resolved = {
  readonly value: unknown;
  readonly problems: readonly { readonly path: readonly (string | number)[]; readonly message: string; readonly fix: string }[];
};

/** Puts the facts in where a step says `${dana.okta}`, at any depth. What cannot be resolved stays and is a problem. */
export function resolveReferences(value: unknown, people: People, path: readonly (string | number)[] = []): Resolved {
  if (typeof value === 'string') return resolveText(value, people, path);
  if (typeof value !== 'object' || value === null) return { value, problems: [] };
  const entries = Array.isArray(value)
    ? value.map((part, index): [string | number, unknown] => [index, part])
    : Object.entries(value);
  const parts = entries.map(([key, part]) => ({ key, ...resolveReferences(part, people, [...path, key]) }));
  const whole = Array.isArray(value)
    ? parts.map(part => part.value)
    : Object.fromEntries(parts.map(part => [part.key, part.value]));
  return { value: whole, problems: parts.flatMap(part => part.problems) };
}

function resolveText(text: string, people: People, path: readonly (string | number)[]): Resolved {
  const problems: Resolved['problems'][number][] = [];
  const value = text.replace(reference, (whole, inner: string) => {
    const [person = '', fact = ''] = inner.split('.', 2);
    const facts = Object.hasOwn(people, person) ? people[person]! : null;
    if (facts !== null && Object.hasOwn(facts, fact)) return facts[fact]!;
    const message =
      facts === null
        ? `\${${inner}}: there is no person "${person}"`
        : `\${${inner}}: nothing is known as "${fact}" of ${person}`;
    problems.push({
      path,
      message,
      fix: facts === null ? didYouMean(person, Object.keys(people)) : didYouMean(fact, Object.keys(facts)),
    });
    return whole;
  });
  return { value, problems };
}

const secret = /pass|secret|token|key|pin|code/i;

/** The text with every secret of the people put back to its reference, as the scenario has it. */
export function withoutSecrets({ people }: { readonly people: People }, text: string): string {
  const facts = Object.entries(people).flatMap(([person, known]) =>
    Object.entries(known).map(([fact, value]) => ({ name: `\${${person}.${fact}}`, fact, value })),
  );
  return facts
    .filter(({ fact, value }) => secret.test(fact) && value.length >= 4)
    .reduce((shown, { name, value }) => shown.replaceAll(value, () => name), text);
}
