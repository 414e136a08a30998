import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { AppError } from '../../base/app-error.ts';
import { type Factory, seedFile } from '../project/factory.ts';

type SeedDocument = { readonly people?: readonly { readonly id: string }[] } & Readonly<Record<string, unknown>>;

/** One seed document for all twins, joined from the factory's files `seeds/NAME.TWIN.yaml`; a person named in several files is one person. */
export async function loadSeed(factory: Factory, names: Readonly<Record<string, string>>): Promise<unknown> {
  const documents = await Promise.all(Object.entries(names).map(([twin, name]) => readSeed(seedFile(factory, name, twin))));
  const people = new Map<string, unknown>();
  for (const document of documents)
    for (const person of document.people ?? []) people.set(person.id, { ...(people.get(person.id) ?? {}), ...person });
  return { ...Object.assign({}, ...documents), people: [...people.values()] };
}

async function readSeed(file: string): Promise<SeedDocument> {
  try {
    return (parse(await readFile(file, 'utf8')) ?? {}) as SeedDocument;
  } catch (cause) {
    throw new AppError('invalid', 'seed.unreadable', `The twin seed ${file} cannot be read.`, {
      hint: 'Add the file to the factory, or correct the scenario’s `seeds`.',
      cause,
    });
  }
}
