import type { Issue } from '../../model/issue.ts';
import type { Component, Version } from '../../model/project.ts';
import type { JqlContext } from '../context.ts';
import { type ChoiceField, emptiness, equality, history, matching, ordering } from './field.ts';

const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

function projectField({ state, visible }: JqlContext): ChoiceField {
  return {
    kind: 'choice',
    of: 'project',
    name: 'project',
    operators: [...equality, ...emptiness],
    ids: issue => [issue.projectId],
    resolve: text => {
      const seen = [...visible.values()];
      const byKey = seen.filter(project => same(project.key, text));
      const found = byKey.length > 0 ? byKey : seen.filter(project => same(project.name, text) || project.id === text);
      return found.map(project => project.id);
    },
    find: id => state.issues.keysBy('project', id),
    sortKey: issue => state.projects.get(issue.projectId)?.name.toLowerCase() ?? '',
  };
}

function projectTypeField({ state }: JqlContext): ChoiceField {
  const types = ['software', 'business', 'service_desk', 'product_discovery'];
  return {
    kind: 'choice',
    of: 'choice',
    name: 'projectType',
    operators: equality,
    ids: issue => [state.projects.get(issue.projectId)?.type ?? ''],
    resolve: text => types.filter(type => same(type, text)),
  };
}

function categoryField({ state }: JqlContext): ChoiceField {
  const all = () => state.entries.by('kind', 'projectCategory');
  return {
    kind: 'choice',
    of: 'category',
    name: 'category',
    operators: [...equality, ...emptiness],
    ids: issue => {
      const id = state.projects.get(issue.projectId)?.categoryId ?? null;
      return id === null ? [] : [id];
    },
    resolve: text => all().flatMap(one => (same(one.name, text) || one.id === text ? [one.id] : [])),
  };
}

type VersionIds = 'fixVersionIds' | 'affectedVersionIds';

function seenIn<Row extends Version | Component>({ visible }: JqlContext, rows: Iterable<Readonly<Row>>): Readonly<Row>[] {
  return [...rows].filter(row => visible.has(row.projectId));
}

function resolveNamed<Row extends Version | Component>(rows: Readonly<Row>[], text: string): string[] {
  const byName = rows.filter(row => same(row.name, text));
  return (byName.length > 0 ? byName : rows.filter(row => row.id === text)).map(row => row.id);
}

/** A field of versions; `<` and `>` go by their order in one project. */
export function versionField(
  context: JqlContext,
  name: string,
  ids: (issue: Readonly<Issue>) => readonly string[],
  more: Partial<ChoiceField> = {},
): ChoiceField {
  const { versions } = context.state;
  return {
    kind: 'choice',
    of: 'version',
    name,
    operators: [...equality, ...emptiness, ...ordering, ...matching],
    ids,
    resolve: text => resolveNamed(seenIn(context, versions.values()), text),
    nameOf: id => versions.get(id)?.name ?? '',
    compare: (id, other) => {
      const [left, right] = [versions.get(id), versions.get(other)];
      if (left === undefined || right === undefined || left.projectId !== right.projectId) return undefined;
      return left.sequence - right.sequence;
    },
    sortKey: issue => {
      const first = versions.get(ids(issue)[0] ?? '');
      return first === undefined ? null : `${first.projectId.padStart(10, '0')} ${String(first.sequence).padStart(10, '0')}`;
    },
    ...more,
  };
}

const versionsOf = (name: VersionIds) => (issue: Readonly<Issue>) => issue[name];

function fixVersionField(context: JqlContext): ChoiceField {
  const more = { find: (id: string) => context.state.issues.keysBy('fixVersion', id), history: 'fixVersions' };
  const field = versionField(context, 'fixVersion', versionsOf('fixVersionIds'), more);
  return { ...field, operators: [...field.operators, ...history] };
}

function componentField(context: JqlContext): ChoiceField {
  const { components, issues } = context.state;
  return {
    kind: 'choice',
    of: 'component',
    name: 'component',
    operators: [...equality, ...emptiness],
    ids: issue => issue.componentIds,
    resolve: text => resolveNamed(seenIn(context, components.values()), text),
    find: id => issues.keysBy('component', id),
    sortKey: issue => components.get(issue.componentIds[0] ?? '')?.name.toLowerCase() ?? null,
  };
}

/** The sprints an issue is or was in. */
export function sprintField(context: JqlContext): ChoiceField {
  const { sprints, issues } = context.state;
  return {
    kind: 'choice',
    of: 'sprint',
    name: 'Sprint',
    operators: [...equality, ...emptiness],
    ids: issue => issue.sprintIds,
    resolve: text => {
      if (sprints.has(text)) return [text];
      return [...sprints.values()].filter(sprint => same(sprint.name, text)).map(sprint => sprint.id);
    },
    find: id => issues.keysBy('sprint', id),
    sortKey: issue => {
      const last = issue.sprintIds.at(-1);
      return last === undefined ? null : Number(last);
    },
  };
}

export const placeFields: Record<string, (context: JqlContext) => ChoiceField> = {
  project: projectField,
  projecttype: projectTypeField,
  category: categoryField,
  component: componentField,
  fixversion: fixVersionField,
  affectedversion: context => versionField(context, 'affectedVersion', versionsOf('affectedVersionIds')),
  sprint: sprintField,
};
