import { assertNever } from '../../kit/twin-error.ts';
import { builtIn, demandNumber } from './methods.ts';
import type { Node } from './parse.ts';
import { ExpressionError } from './tokens.ts';
import { isBean, isMap, typeOf, type Value } from './value.ts';

export type Scope = Readonly<Record<string, Value>>;

/** What an evaluation may cost, and how much of it is used (Jira docs, "Evaluate Jira expression", complexity). */
export interface Budget {
  steps: number;
  readonly most: number;
}

/** Throws `ExpressionError`. */
export function evaluate(node: Node, scope: Scope, budget: Budget): Value {
  budget.steps += 1;
  if (budget.steps > budget.most) throw new ExpressionError('The expression is too complex: too many steps.');
  const run = (one: Node) => evaluate(one, scope, budget);
  switch (node.type) {
    case 'value':
      return node.value;
    case 'name': {
      const value = Object.hasOwn(scope, node.name) ? scope[node.name] : undefined;
      if (value === undefined) throw new ExpressionError(`Unrecognized variable: "${node.name}"`, node.at);
      return value;
    }
    case 'member':
      return member(run(node.of), run(node.key), node.at);
    case 'call': {
      const callee = run(node.callee);
      if (typeof callee !== 'function') throw new ExpressionError(`${typeOf(callee)} is not a function`, node.at);
      return callee(...node.args.map(run));
    }
    case 'unary':
      return unary(node.sign, run(node.of));
    case 'binary':
      return binary(node, run);
    case 'choice':
      return run(run(node.test) === true ? node.yes : node.no);
    case 'list':
      return node.items.map(run);
    case 'map':
      return { map: Object.fromEntries(node.entries.map(([key, one]) => [key, run(one)])) };
    case 'arrow':
      return (...args) => {
        const own = Object.fromEntries(node.params.map((name, place) => [name, args[place] ?? null]));
        return evaluate(node.body, { ...scope, ...own }, budget);
      };
    default:
      return assertNever(node);
  }
}

function member(of: Value, key: Value, at: number): Value {
  const name = String(key);
  if (of === null) throw new ExpressionError(`Cannot read property "${name}" of null`, at);
  if (Array.isArray(of) && typeof key === 'number') return of[key] ?? null;
  const own = builtIn(of, name);
  if (own !== undefined) return own;
  if (isMap(of)) return of.map[name] ?? null;
  const read = isBean(of) && Object.hasOwn(of.get, name) ? of.get[name] : undefined;
  if (read !== undefined) return read();
  const known = isBean(of) ? ` Available properties of type '${of.bean}' are: '${Object.keys(of.get).join("', '")}'` : '';
  throw new ExpressionError(`Unrecognized property of \`${typeOf(of)}\`: "${name}".${known}`, at);
}

function unary(sign: string, value: Value): Value {
  if (sign === 'typeof') return typeOf(value);
  return sign === '!' ? value !== true : -demandNumber(value);
}

function binary({ sign, left, right }: Extract<Node, { type: 'binary' }>, run: (node: Node) => Value): Value {
  const first = run(left);
  if (sign === '&&') return first === true && run(right) === true;
  if (sign === '||') return first === true || run(right) === true;
  if (sign === '??') return first ?? run(right);
  const second = run(right);
  if (sign === '==') return isSame(first, second);
  if (sign === '!=') return !isSame(first, second);
  if (sign === '+' && (typeof first === 'string' || typeof second === 'string')) return `${String(first)}${String(second)}`;
  if (typeof first === 'string' && typeof second === 'string') return compare(sign, first.localeCompare(second));
  return arithmetic(sign, demandNumber(first), demandNumber(second));
}

function isSame(left: Value, right: Value): boolean {
  if (isBean(left) && isBean(right)) return left.bean === right.bean && left.get.id?.() === right.get.id?.();
  return left === right;
}

function compare(sign: string, order: number): boolean {
  return sign === '<' ? order < 0 : sign === '>' ? order > 0 : sign === '<=' ? order <= 0 : order >= 0;
}

function arithmetic(sign: string, left: number, right: number): Value {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return compare(sign, left - right);
  }
}
