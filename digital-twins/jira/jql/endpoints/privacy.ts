import type { JiraUser } from '../../model/user.ts';
import type { JiraState } from '../../state.ts';
import { createContext, type JqlContext } from '../context.ts';
import { findField } from '../fields/fields.ts';
import { resolveUser } from '../fields/people-fields.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { parseJql } from '../syntax/parser.ts';
import type { TestClause } from '../syntax/query.ts';
import { rewriteQuery } from '../syntax/rewrite.ts';

const nobody: JiraUser = {
  accountId: '',
  person: '',
  name: '',
  email: '',
  timezone: 'UTC',
  active: false,
  accountType: 'customer',
  locale: 'en_US',
  preferences: {},
};

/** A query in which the names of projects a reader cannot see are ids. Throws `JqlError` for one that cannot be read. */
export function withoutNames(jql: string, state: JiraState, reader: Readonly<JiraUser> | undefined, now: number): string {
  const context = createContext(state, reader ?? nobody, now);
  let isChanged = false;
  const text = rewriteQuery(parseJql(jql), ({ field }, value) => {
    if (value.kind !== 'text' || field.name.toLowerCase() !== 'project') return undefined;
    const wanted = value.text.toLowerCase();
    const isIt = (one: { key: string; name: string }) => one.key.toLowerCase() === wanted || one.name.toLowerCase() === wanted;
    const hidden = [...state.projects.values()].find(one => isIt(one) && !context.visible.has(one.id));
    if (hidden === undefined) return undefined;
    isChanged = true;
    return hidden.id;
  });
  return isChanged ? text : jql;
}

/** A query in which people are account ids; `unknown` stands for somebody nobody knows. */
export function withoutUsers(jql: string, context: JqlContext): { query: string; isKnown: boolean } {
  let isKnown = true;
  const query = rewriteQuery(parseJql(jql), (clause, value) => {
    if (value.kind !== 'text' || !holdsUsers(clause, context)) return undefined;
    const [id] = resolveUser(context, value.text);
    if (id === undefined) isKnown = false;
    return id ?? 'unknown';
  });
  return { query, isKnown };
}

function holdsUsers({ field }: TestClause, context: JqlContext): boolean {
  try {
    const found = findField(context, field);
    return found.kind === 'choice' && found.of === 'user';
  } catch (error) {
    if (error instanceof JqlError) return false;
    throw error;
  }
}
