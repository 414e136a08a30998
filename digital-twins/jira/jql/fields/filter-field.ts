import { isSharedWith } from '../../access/can.ts';
import type { Filter } from '../../model/config.ts';
import type { JqlContext } from '../context.ts';
import { all, either, type Plan, without } from '../plan.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { parseJql } from '../syntax/parser.ts';
import { type Clause, flatten, type TestClause } from '../syntax/query.ts';

const names = new Set(['filter', 'request', 'savedfilter', 'searchrequest']);

export function isFilterField(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** `filter = "My filter"`: what that filter would find. Throws `JqlError` for one that leads back to itself. */
export function compileFilter(
  { field, operator, operand }: TestClause,
  context: JqlContext,
  compile: (clause: Clause, context: JqlContext) => Plan,
): Plan {
  if (!['=', '!=', 'in', 'not in'].includes(operator)) {
    throw new JqlError(`The operator '${operator}' is not supported by the '${field.name}' field.`);
  }
  const plans = flatten(operand).map(value => {
    if (value.kind !== 'text') throw new JqlError(`The field '${field.name}' does not support searching for EMPTY values.`);
    const filter = findFilter(context, value.text, field.name);
    return read(filter, value.text, field.name, context, compile);
  });
  const found = either(plans);
  return operator === '=' || operator === 'in' ? found : without(found);
}

function findFilter({ state, user }: JqlContext, text: string, field: string): Readonly<Filter> {
  const candidates = [state.filters.get(text), ...state.filters.by('name', text.toLowerCase())];
  const filter = candidates.find(
    one => one !== undefined && (one.owner === user.accountId || isSharedWith(state, user, one.shares)),
  );
  if (filter !== undefined) return filter;
  const named = /^\d+$/.test(text) ? `A value with ID '${text}'` : `The value '${text}'`;
  throw new JqlError(`${named} does not exist for the field '${field}'.`);
}

function read(
  filter: Readonly<Filter>,
  text: string,
  field: string,
  context: JqlContext,
  compile: (clause: Clause, context: JqlContext) => Plan,
): Plan {
  if (context.openFilters.includes(filter.id)) {
    throw new JqlError(
      `Field '${field}' with value '${text}' matches filter '${filter.name}' and causes a cyclical reference, this query can not be executed and should be edited.`,
    );
  }
  const { where } = parseJql(filter.jql);
  if (where === undefined) return all(() => true);
  return compile(where, { ...context, openFilters: [...context.openFilters, filter.id] });
}
