import type { CustomField } from '../model/field.ts';
import type { JiraState } from '../state.ts';
import { typeFacts } from './kinds.ts';
import { systemField, systemFields } from './system-fields.ts';

type Shape = Record<string, unknown>;

/** The JSON schema a field has in `schema`, createmeta and editmeta. */
export function schemaOf(state: JiraState, id: string): Shape | undefined {
  const field = state.customFields.get(id);
  return field === undefined ? systemField(id)?.schema : customSchema(field);
}

function customSchema(field: Readonly<CustomField>): Shape {
  const facts = typeFacts(field.type);
  return {
    type: facts?.type ?? 'any',
    ...(facts?.items === undefined ? {} : { items: facts.items }),
    custom: field.type,
    customId: numberOf(field),
  };
}

export function numberOf({ id }: Readonly<CustomField>): number {
  return Number(id.replace('customfield_', ''));
}

export function nameOf(state: JiraState, id: string): string {
  return state.customFields.get(id)?.name ?? systemField(id)?.name ?? id;
}

/** All fields of a site but those in the trash. */
export function fieldShapes(state: JiraState): Shape[] {
  const system = systemFields.map(({ schema, ...field }) => ({
    ...field,
    key: field.id,
    custom: false,
    ...(schema === undefined ? {} : { schema }),
  }));
  const custom = [...state.customFields.values()].filter(field => field.trashed === null).map(fieldShape);
  return [...system, ...custom];
}

export function fieldShape(field: Readonly<CustomField>): Shape {
  return {
    id: field.id,
    key: field.id,
    name: field.name,
    custom: true,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [`cf[${numberOf(field)}]`, field.name],
    schema: customSchema(field),
  };
}
