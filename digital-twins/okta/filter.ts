import { OktaRefusal } from './errors.ts';
import type { OktaUser } from './state.ts';

const attributes: Record<string, (user: OktaUser) => string> = {
  id: user => user.id,
  status: user => user.status,
  'profile.login': user => user.login,
  'profile.email': user => user.email,
  'profile.firstName': user => user.firstName,
  'profile.lastName': user => user.lastName,
};

const clausePattern = /^([\w.]+)\s+(eq|ne|sw|co)\s+"([^"]*)"$/i;

/** Okta's filter language as far as `a eq "x" and b sw "y" or …`. Throws `OktaRefusal` 400 for the rest. */
export function parseFilter(text: string): (user: OktaUser) => boolean {
  const alternatives = text.split(/\s+or\s+/i).map(group => group.split(/\s+and\s+/i).map(parseClause));
  return user => alternatives.some(clauses => clauses.every(clause => clause(user)));
}

function parseClause(text: string): (user: OktaUser) => boolean {
  const [, attribute = '', operator = '', value = ''] = clausePattern.exec(text.trim().replace(/^\((.*)\)$/, '$1')) ?? [];
  const read = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (read === undefined) throw new OktaRefusal(400, 'E0000031', `Invalid search criteria.`);
  const wanted = value.toLowerCase();
  return user => compare(read(user).toLowerCase(), operator.toLowerCase(), wanted);
}

function compare(found: string, operator: string, wanted: string): boolean {
  if (operator === 'eq') return found === wanted;
  if (operator === 'ne') return found !== wanted;
  return operator === 'sw' ? found.startsWith(wanted) : found.includes(wanted);
}
