import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { addDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';

/** One page of settings that an org has once. */
export function readSettings(call: OktaCall, name: string, defaults: Json): Json {
  const { id, created, lastUpdated, ...body } = settingsDocument(call, name)?.body ?? {};
  return { ...defaults, ...body };
}

/** The page as it was written; undefined while nobody has. */
export function settingsDocument(call: OktaCall, name: string): Readonly<Doc> | undefined {
  return call.state.documents.get(`settings:${name}`);
}

export function writeSettings(call: OktaCall, name: string, body: Json): void {
  const created = settingsDocument(call, name)?.body.created;
  call.state.documents.delete(`settings:${name}`);
  const { id } = addDocument(call, 'settings', 'set', { id: name, ...body });
  if (created !== undefined)
    call.state.documents.edit(`settings:${id}`, row => {
      row.body.created = created;
    });
}

/** A field that must be true or false. Throws `OktaRefusal` 400. */
export function demandBoolean(given: Json, field: string): boolean {
  const value = given[field];
  if (typeof value !== 'boolean') throw invalid(field, `${field}: The field cannot be left blank`);
  return value;
}

/** A field that must be a whole number in bounds. Throws `OktaRefusal` 400. */
export function demandWhole(given: Json, field: string, least: number, most: number): number {
  const value = given[field];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw invalid(field, `${field}: The value must be a whole number between ${least} and ${most}`);
  return value;
}
