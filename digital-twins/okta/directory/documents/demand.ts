import { invalid } from '../../errors.ts';
import type { OktaState } from '../../state.ts';
import type { Json } from '../json.ts';

/** Throws `OktaRefusal` 400 with a cause for each field that is not there. */
export function demand(given: Json, ...fields: string[]): void {
  const missing = fields.filter(field => given[field] === undefined || given[field] === null || given[field] === '');
  const [first] = missing;
  if (first !== undefined) throw invalid(first, ...missing.map(field => `${field}: The field cannot be left blank`));
}

/** Throws `OktaRefusal` 400 when another one of the kind has the name. */
export function demandUnique(state: OktaState, kind: string, field: string, value: unknown, selfId?: string): void {
  const other = state.documents.by('kind', kind).find(doc => doc.id !== selfId && doc.body[field] === value);
  if (other !== undefined) throw invalid(field, `${field}: An object with this field already exists in the current organization`);
}

/** Throws `OktaRefusal` 400 unless the field has one of the values. */
export function demandOneOf(given: Json, field: string, values: readonly string[]): void {
  if (!values.includes(String(given[field]))) throw invalid(field, `${field}: The value is not one of: ${values.join(', ')}`);
}

/** A document without what the service adds itself. */
export function content(given: Json): Json {
  const { id, created, lastUpdated, _links, _embedded, ...rest } = given;
  return rest;
}
