import type { Clause, Operand, Query, TestClause } from './query.ts';

/** Writes each operand anew; what it returns stands in the query, undefined leaves it as it was. */
export type RewriteValue = (clause: TestClause, operand: Operand) => string | undefined;

/** A query as text again, with some of its values written differently. */
export function rewriteQuery({ where, orderBy }: Query, rewrite: RewriteValue): string {
  const order = orderBy.map(({ field, direction }) => (direction === undefined ? field.raw : `${field.raw} ${direction}`));
  const parts = [
    ...(where === undefined ? [] : [writeClause(where, rewrite, false)]),
    ...(order.length === 0 ? [] : [`order by ${order.join(', ')}`]),
  ];
  return parts.join(' ');
}

function writeClause(clause: Clause, rewrite: RewriteValue, isInner: boolean): string {
  if (clause.kind === 'not') return `NOT ${writeClause(clause.part, rewrite, true)}`;
  if (clause.kind === 'test') return writeTest(clause, rewrite);
  const text = clause.parts.map(part => writeClause(part, rewrite, true)).join(` ${clause.kind.toUpperCase()} `);
  return isInner ? `(${text})` : text;
}

function writeTest(clause: TestClause, rewrite: RewriteValue): string {
  const write = (operand: Operand): string => {
    if (operand.kind === 'list') return `(${operand.parts.map(write).join(', ')})`;
    return rewrite(clause, operand) ?? operand.raw;
  };
  const predicates = clause.predicates.map(({ name, operand }) => ` ${name.toUpperCase()} ${operand.raw}`).join('');
  const operand = clause.operand === undefined ? '' : ` ${write(clause.operand)}`;
  return `${clause.field.raw} ${clause.operator}${operand}${predicates}`;
}
