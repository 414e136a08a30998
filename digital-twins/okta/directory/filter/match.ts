import { assertNever } from '../../../kit/twin-error.ts';
import { OktaRefusal } from '../../errors.ts';
import { type Condition, FilterError, type Literal, type Operator, parseFilter } from './parse.ts';

/** What may be asked of each attribute; `*` at the end of a path stands for any rest. */
export type Allowed = Record<string, readonly string[]>;

export const anyOperator = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'ew', 'co', 'pr'] as const;
export const timeOperators = ['eq', 'gt', 'ge', 'lt', 'le'] as const;

export function badCriteria(...causes: string[]): OktaRefusal {
  return new OktaRefusal(400, 'E0000031', 'Invalid search criteria.', causes);
}

/** Reads a filter for a list that allows so much. Throws `OktaRefusal` 400 E0000031. */
export function readFilter(text: string, allowed: Allowed, { not = true } = {}): Condition {
  try {
    const condition = parseFilter(text);
    check(condition, allowed, not);
    return condition;
  } catch (error) {
    if (error instanceof FilterError) throw badCriteria();
    throw error;
  }
}

function check(condition: Condition, allowed: Allowed, mayNot: boolean): void {
  switch (condition.kind) {
    case 'compare':
      checkOne(condition.path, condition.operator, allowed);
      break;
    case 'present':
      checkOne(condition.path, 'pr', allowed);
      break;
    case 'not':
      if (!mayNot) throw badCriteria();
      check(condition.inner, allowed, mayNot);
      break;
    case 'and':
    case 'or':
      check(condition.left, allowed, mayNot);
      check(condition.right, allowed, mayNot);
      break;
    default:
      assertNever(condition);
  }
}

function checkOne(path: string, operator: string, allowed: Allowed): void {
  const star = Object.keys(allowed).find(one => one.endsWith('*') && path.startsWith(one.slice(0, -1)));
  const operators = Object.hasOwn(allowed, path) ? allowed[path] : allowed[star ?? ''];
  if (operators?.includes(operator) !== true) throw badCriteria();
}

/** Whether something fits; `read` gives an attribute's value or list of values. `isExact`: texts must have the same case. */
export function matches(condition: Condition, read: (path: string) => unknown, isExact = false): boolean {
  switch (condition.kind) {
    case 'and':
      return matches(condition.left, read, isExact) && matches(condition.right, read, isExact);
    case 'or':
      return matches(condition.left, read, isExact) || matches(condition.right, read, isExact);
    case 'not':
      return !matches(condition.inner, read, isExact);
    case 'present':
      return isPresent(read(condition.path));
    case 'compare': {
      const { operator, value } = condition;
      const found = read(condition.path);
      const list = Array.isArray(found) ? found : [found];
      return operator === 'ne'
        ? list.every(one => compare(one, operator, value))
        : list.some(one => compare(one, operator, value) && (!isExact || isSameCase(one, value)));
    }
    default:
      return assertNever(condition);
  }
}

function isSameCase(found: unknown, wanted: Literal): boolean {
  return typeof found !== 'string' || isTime(found) || found === wanted;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Texts without regard to case; times as times; numbers as numbers. */
function compare(found: unknown, operator: Operator, wanted: Literal): boolean {
  if (operator === 'eq' || operator === 'ne') return isEqual(found, wanted) === (operator === 'eq');
  if (!isPresent(found)) return false;
  const [a, b] = [String(found).toLowerCase(), String(wanted).toLowerCase()];
  if (operator === 'sw') return a.startsWith(b);
  if (operator === 'ew') return a.endsWith(b);
  if (operator === 'co') return a.includes(b);
  return isOrdered(operator, orderOf(found, wanted));
}

function isEqual(found: unknown, wanted: Literal): boolean {
  if (wanted === null) return found === null || found === undefined;
  if (found === null || found === undefined) return false;
  if (typeof found === 'string' && typeof wanted === 'string') {
    return found.toLowerCase() === wanted.toLowerCase() || (isTime(found) && isTime(wanted) && orderOf(found, wanted) === 0);
  }
  return found === wanted || String(found) === String(wanted);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(T|$)/.test(text);
}

function orderOf(found: unknown, wanted: Literal): number {
  if (typeof found === 'number') return found - Number(wanted);
  const [a, b] = [String(found), String(wanted)];
  if (isTime(a) && isTime(b)) return Date.parse(a) - Date.parse(b);
  const [low, high] = [a.toLowerCase(), b.toLowerCase()];
  return low < high ? -1 : low > high ? 1 : 0;
}

function isOrdered(operator: 'gt' | 'ge' | 'lt' | 'le', order: number): boolean {
  if (operator === 'gt') return order > 0;
  if (operator === 'ge') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0;
}
