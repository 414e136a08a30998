import type { CategoryKey } from '../../model/workflow.ts';
import type { JqlContext } from '../context.ts';
import { type ChoiceField, emptiness, equality, history, ordering } from './field.ts';

interface Named {
  id: string;
  name: string;
}

function resolveIn(rows: Iterable<Readonly<Named>>, text: string): string[] {
  const wanted = text.toLowerCase();
  const all = [...rows];
  const byName = all.filter(row => row.name.toLowerCase() === wanted);
  return (byName.length > 0 ? byName : all.filter(row => row.id === text)).map(row => row.id);
}

/** Where each of a short list stands, the first highest. */
function ranks(rows: Iterable<Readonly<Named>>): Map<string, number> {
  return new Map([...rows].map((row, place) => [row.id, -place]));
}

function statusField({ state }: JqlContext): ChoiceField {
  const places = ranks(state.statuses.values());
  return {
    kind: 'choice',
    of: 'status',
    name: 'status',
    operators: [...equality, ...emptiness, ...history],
    ids: issue => [issue.statusId],
    resolve: text => resolveIn(state.statuses.values(), text),
    find: id => state.issues.keysBy('status', id),
    sortKey: issue => -(places.get(issue.statusId) ?? 0),
    nameOf: id => state.statuses.get(id)?.name ?? id,
    history: 'status',
  };
}

const categories: [CategoryKey, string, string][] = [
  ['undefined', 'No Category', '1'],
  ['new', 'To Do', '2'],
  ['indeterminate', 'In Progress', '4'],
  ['done', 'Done', '3'],
];

function statusCategoryField({ state }: JqlContext): ChoiceField {
  const keyOf = (statusId: string) => state.statuses.get(statusId)?.category ?? 'undefined';
  return {
    kind: 'choice',
    of: 'choice',
    name: 'statusCategory',
    operators: [...equality, ...emptiness],
    ids: issue => [keyOf(issue.statusId)],
    resolve: text => {
      const wanted = text.toLowerCase();
      return categories.flatMap(([key, name, id]) => ([key, name.toLowerCase(), id].includes(wanted) ? [key] : []));
    },
    find: key => [...state.statuses.values()].flatMap(one => (one.category === key ? state.issues.keysBy('status', one.id) : [])),
    sortKey: issue => categories.findIndex(([key]) => key === keyOf(issue.statusId)),
  };
}

function typeField({ state }: JqlContext): ChoiceField {
  return {
    kind: 'choice',
    of: 'type',
    name: 'issuetype',
    operators: [...equality, ...emptiness],
    ids: issue => [issue.typeId],
    resolve: text => resolveIn(state.issueTypes.values(), text),
    find: id => state.issues.keysBy('type', id),
    sortKey: issue => state.issueTypes.get(issue.typeId)?.name.toLowerCase() ?? '',
  };
}

function priorityField({ state }: JqlContext): ChoiceField {
  const places = ranks(state.priorities.values());
  return {
    kind: 'choice',
    of: 'choice',
    name: 'priority',
    operators: [...equality, ...emptiness, ...ordering, ...history],
    ids: issue => (issue.priorityId === null ? [] : [issue.priorityId]),
    resolve: text => resolveIn(state.priorities.values(), text),
    find: id => state.issues.keysBy('priority', id),
    compare: (id, other) => (places.get(id) ?? 0) - (places.get(other) ?? 0),
    sortKey: issue => places.get(issue.priorityId ?? '') ?? null,
    sortsDown: true,
    nameOf: id => state.priorities.get(id)?.name ?? id,
    history: 'priority',
  };
}

/** Stands for an empty resolution: `resolution = Unresolved`. */
export const unresolved = 'unresolved';

function resolutionField({ state }: JqlContext): ChoiceField {
  const places = ranks(state.resolutions.values());
  return {
    kind: 'choice',
    of: 'choice',
    name: 'resolution',
    operators: [...equality, ...emptiness, ...ordering, ...history],
    ids: issue => (issue.resolutionId === null ? [] : [issue.resolutionId]),
    resolve: text => (text.toLowerCase() === unresolved ? [unresolved] : resolveIn(state.resolutions.values(), text)),
    compare: (id, other) => (places.get(id) ?? 0) - (places.get(other) ?? 0),
    sortKey: issue => (issue.resolutionId === null ? null : -(places.get(issue.resolutionId) ?? 0)),
    nameOf: id => state.resolutions.get(id)?.name ?? id,
    history: 'resolution',
  };
}

/** Labels are told apart by case when they are written, not when they are looked for. */
function labelsField(): ChoiceField {
  return {
    kind: 'choice',
    of: 'choice',
    name: 'labels',
    operators: [...equality, ...emptiness],
    ids: issue => (issue.labels.length === 0 ? issue.labels : issue.labels.map(label => label.toLowerCase())),
    resolve: text => [text.toLowerCase()],
    isLenient: true,
    sortKey: issue => issue.labels.join(' ').toLowerCase() || null,
  };
}

function levelField({ state }: JqlContext): ChoiceField {
  return {
    kind: 'choice',
    of: 'choice',
    name: 'level',
    operators: [...equality, ...emptiness],
    ids: issue => (issue.securityId === null ? [] : [issue.securityId]),
    resolve: text => resolveIn(state.securityLevels.values(), text),
    sortKey: issue => state.securityLevels.get(issue.securityId ?? '')?.name.toLowerCase() ?? null,
  };
}

function hierarchyField({ state }: JqlContext): ChoiceField {
  const levelOf = (typeId: string) => state.issueTypes.get(typeId)?.level ?? 0;
  return {
    kind: 'choice',
    of: 'choice',
    name: 'hierarchyLevel',
    operators: [...equality, ...ordering],
    ids: issue => [String(levelOf(issue.typeId))],
    resolve: text => (/^-?\d+$/.test(text) ? [text] : []),
    compare: (id, other) => Number(id) - Number(other),
    sortKey: issue => levelOf(issue.typeId),
  };
}

export const choiceFields: Record<string, (context: JqlContext) => ChoiceField> = {
  status: statusField,
  statuscategory: statusCategoryField,
  issuetype: typeField,
  priority: priorityField,
  resolution: resolutionField,
  labels: labelsField,
  level: levelField,
  hierarchylevel: hierarchyField,
};
