import { asList, dig } from '../json.ts';
import { functions } from './functions.ts';
import { type Expression, parseExpression } from './parse.ts';
import { ExpressionError } from './tokens.ts';

/** What an expression can see: `user`, `app`, `appuser` … and what it may ask about groups. */
export interface ExpressionScope {
  values: Record<string, unknown>;
  /** Names of the person's groups, and their ids. */
  groups: { id: string; name: string }[];
}

/** The value of an expression. Throws `ExpressionError` for one that cannot be read or asks for what is not there. */
export function evaluate(text: string, scope: ExpressionScope): unknown {
  return compute(parseExpression(text), scope);
}

function compute(expression: Expression, scope: ExpressionScope): unknown {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'path':
      return dig(scope.values, ...expression.names) ?? null;
    case 'list':
      return expression.items.map(item => compute(item, scope));
    case 'not':
      return !isTrue(compute(expression.inner, scope));
    case 'choice':
      return compute(isTrue(compute(expression.test, scope)) ? expression.then : expression.otherwise, scope);
    case 'binary':
      return combine(expression.sign, compute(expression.left, scope), () => compute(expression.right, scope));
    case 'call':
      return callFunction(expression, scope);
  }
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

function combine(sign: string, left: unknown, later: () => unknown): unknown {
  if (sign === '&&') return isTrue(left) && isTrue(later());
  if (sign === '||') return isTrue(left) || isTrue(later());
  const right = later();
  if (sign === '==') return (left ?? null) === (right ?? null);
  if (sign === '!=') return (left ?? null) !== (right ?? null);
  if (sign === '+') return typeof left === 'number' && typeof right === 'number' ? left + right : `${left ?? ''}${right ?? ''}`;
  if (['-', '*', '/', '%'].includes(sign)) return calculate(sign, Number(left), Number(right));
  return isOrdered(sign, left, right);
}

function calculate(sign: string, left: number, right: number): number {
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  return sign === '/' ? left / right : left % right;
}

function isOrdered(sign: string, left: unknown, right: unknown): boolean {
  if (left === null || right === null) return false;
  const [a, b] =
    typeof left === 'number' || typeof right === 'number' ? [Number(left), Number(right)] : [String(left), String(right)];
  if (sign === '<') return a < b;
  if (sign === '<=') return a <= b;
  return sign === '>' ? a > b : a >= b;
}

function callFunction({ name, target, args }: Expression & { kind: 'call' }, scope: ExpressionScope): unknown {
  const values = args.map(arg => compute(arg, scope));
  const about = groupQuestion(name, values, scope);
  if (about !== undefined) return about;
  const all = target === undefined ? values : [compute(target, scope), ...values];
  const known = functions(target === undefined ? name : `.${name}`);
  if (known === undefined) throw new ExpressionError(`The function ${name} does not exist`);
  return known(all);
}

/** `isMemberOfGroupName("x")` and its kin; also as `user.isMemberOf…`, and `Groups.startsWith` of claims. */
function groupQuestion(name: string, values: unknown[], { groups }: ExpressionScope): unknown {
  const [first, second] = values.map(value => String(value ?? ''));
  const ids = values.flatMap(value => (Array.isArray(value) ? asList(value) : [value]));
  switch (name) {
    case 'isMemberOfGroup':
    case 'isMemberOfAnyGroup':
      return groups.some(group => ids.includes(group.id));
    case 'isMemberOfGroupName':
      return groups.some(group => group.name === first);
    case 'isMemberOfGroupNameStartsWith':
      return groups.some(group => group.name.startsWith(first ?? ''));
    case 'isMemberOfGroupNameContains':
      return groups.some(group => group.name.includes(first ?? ''));
    case 'isMemberOfGroupNameRegex':
      return groups.some(group => fits(first ?? '', group.name));
    case 'Groups.startsWith':
      return groups.map(group => group.name).filter(one => one.startsWith(second ?? ''));
    case 'Groups.contains':
      return groups.map(group => group.name).filter(one => one.includes(second ?? ''));
    case 'Groups.endsWith':
      return groups.map(group => group.name).filter(one => one.endsWith(second ?? ''));
    case 'getFilteredGroups':
      return groups.filter(group => asList(values[0]).includes(group.id)).map(group => group.name);
    default:
      return undefined;
  }
}

/** Whether a whole text fits a pattern; a pattern that cannot be read fits nothing. */
export function fits(pattern: string, text: string): boolean {
  // A short pattern on a short text: what a person writes cannot hold up the process.
  if (pattern.length > 200 || text.length > 500) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}
