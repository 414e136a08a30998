import type { JqlContext } from '../context.ts';
import { findCustomField } from '../fields/custom-fields.ts';
import type { Clause, FieldName, Operand, Query, Single } from '../syntax/query.ts';

type Shape = Record<string, unknown>;

/** A query as `POST /jql/parse` describes it (Jira docs, "JQL", parse). */
export function structureOf({ where, orderBy }: Query, context: JqlContext): Shape {
  const fields = orderBy.map(({ field, direction }) => ({
    field: fieldShape(field, context),
    ...(direction === undefined ? {} : { direction }),
  }));
  return {
    ...(where === undefined ? {} : { where: clauseShape(where, context) }),
    ...(fields.length === 0 ? {} : { orderBy: { fields } }),
  };
}

function clauseShape(clause: Clause, context: JqlContext): Shape {
  if (clause.kind === 'not') return { clauses: [clauseShape(clause.part, context)], operator: 'not' };
  if (clause.kind !== 'test') return { clauses: clause.parts.map(part => clauseShape(part, context)), operator: clause.kind };
  const { field, operator, operand, predicates } = clause;
  const isHistory = operator === 'changed' || operator.startsWith('was');
  return {
    field: fieldShape(field, context),
    operator,
    ...(operand === undefined ? {} : { operand: operandShape(operand) }),
    ...(isHistory ? { predicates: predicates.map(one => ({ operand: operandShape(one.operand), operator: one.name })) } : {}),
  };
}

function fieldShape(field: FieldName, context: JqlContext): Shape {
  if (field.property !== undefined) {
    const { key, path } = field.property;
    const entity = field.name.split('.')[0] ?? 'issue';
    const name = `${field.name}[${key}]${path === '' ? '' : `.${path}`}`;
    return { name, encodedName: field.raw, property: [{ entity, key, path }] };
  }
  const custom = field.customId === undefined ? undefined : findCustomField(context, field.name, field.customId);
  return { name: custom?.name ?? field.name, encodedName: field.raw };
}

function operandShape(operand: Operand): Shape {
  if (operand.kind !== 'list') return singleShape(operand);
  return { values: operand.parts.map(operandShape), encodedOperand: operand.raw };
}

function singleShape(value: Single): Shape {
  if (value.kind === 'empty') return { keyword: 'empty' };
  if (value.kind === 'text') return { value: value.text, encodedValue: value.raw };
  return { function: value.name, arguments: value.args, encodedOperand: value.raw };
}
