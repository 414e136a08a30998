import type { Issue } from '../../model/issue.ts';
import type { JqlContext } from '../context.ts';
import { JqlError } from '../syntax/jql-error.ts';
import type { FieldName } from '../syntax/query.ts';
import { type ChoiceField, emptiness, equality, type Field, matching, ordering } from './field.ts';

/** `issue.property[key].path`: what a property of an issue, or of its project, holds there. */
export function propertyField({ state }: JqlContext, { name, raw, property }: FieldName): Field {
  const entity = /^(issue|workitem|project)\.property$/i.exec(name)?.[1]?.toLowerCase();
  if (entity === undefined || property === undefined) {
    throw new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
  }
  const keyOf = (issue: Readonly<Issue>) => (entity === 'project' ? `project:${issue.projectId}` : `issue:${issue.id}`);
  const path = property.path === '' ? [] : property.path.split('.');
  const ids: ChoiceField['ids'] = issue => {
    const value = state.properties.get(`${keyOf(issue)}:${property.key}`)?.value;
    return leaves(dig(value, path)).map(leaf => String(leaf).toLowerCase());
  };
  return {
    kind: 'choice',
    of: 'choice',
    name: raw,
    operators: [...equality, ...emptiness, ...ordering, ...matching],
    ids,
    resolve: text => [text.toLowerCase()],
    isLenient: true,
    compare: (id, other) => comparePlain(id, other),
    nameOf: id => id,
    sortKey: issue => ids(issue)[0] ?? null,
  };
}

function dig(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(value)) return value.map(one => dig(one, path));
  return typeof value === 'object' && value !== null && Object.hasOwn(value, first)
    ? dig((value as Record<string, unknown>)[first], rest)
    : undefined;
}

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return value === undefined || value === null || typeof value === 'object' ? [] : [value];
}

/** As numbers where both are, else as text. */
function comparePlain(left: string, right: string): number {
  const [one, other] = [Number(left), Number(right)];
  if (!Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  return left < right ? -1 : left > right ? 1 : 0;
}
