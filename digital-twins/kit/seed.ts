import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { moment, type Person, personSchema } from './person.ts';
import type { Twin } from './plugin.ts';
import { TwinError } from './twin-error.ts';

/** A seed that has been checked: what a namespace is made from. */
export interface Seed {
  /** ms since the epoch; undefined = real time. */
  clock: number | undefined;
  people: Person[];
  twins: Record<string, unknown>;
}

/** Reads a seed document from YAML (JSON is YAML too). Throws `TwinError` 400 with line and column. */
export function parseSeedText(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new TwinError(400, 'seed.syntax', error.message);
    throw error;
  }
}

/** What a seed document may hold: the clock, the people, and a part for each twin. */
export function seedSchema(twins: Twin[]) {
  return z.strictObject({
    clock: moment.optional(),
    people: z.array(personSchema).default([]),
    ...Object.fromEntries(twins.map(twin => [twin.name, twin.seedSchema.optional()])),
  });
}

/** Checks a seed document against the schemas of all twins. Throws `TwinError` 400 that names every mistake by path. */
export function checkSeed(document: unknown, twins: Twin[]): Seed {
  const checked = seedSchema(twins).safeParse(document ?? {});
  if (!checked.success) throw new TwinError(400, 'seed.invalid', describe(checked.error));
  const { clock, people, ...rest } = checked.data;
  refuseDoubles(people);
  const given = rest as Record<string, unknown>;
  return {
    clock,
    people,
    twins: Object.fromEntries(twins.map(twin => [twin.name, given[twin.name] ?? twin.seedSchema.parse({})])),
  };
}

function describe(error: z.ZodError): string {
  const lines = error.issues.map(issue => `${issue.path.map(String).join('.') || '(top)'}: ${issue.message}`);
  return `the seed has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}: ${lines.join('; ')}`;
}

function refuseDoubles(people: Person[]): void {
  for (const key of ['id', 'email'] as const) {
    const seen = new Set<string>();
    for (const person of people) {
      const value = person[key].toLowerCase();
      if (seen.has(value)) throw new TwinError(400, 'seed.invalid', `people: two people have the ${key} ${value}`);
      seen.add(value);
    }
  }
}

/** The person a seed refers to. Throws `TwinError` 400 that says where the unknown name stands. */
export function findPerson(people: Person[], id: string, where: string): Person {
  const person = people.find(one => one.id === id);
  if (person === undefined) throw new TwinError(400, 'seed.unknown-person', `${where}: there is no person "${id}"`);
  return person;
}
