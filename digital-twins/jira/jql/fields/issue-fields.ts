import { canSeeIssue } from '../../access/can.ts';
import type { Issue } from '../../model/issue.ts';
import { findIssueByKey } from '../../operation.ts';
import type { JqlContext } from '../context.ts';
import { type ChoiceField, emptiness, equality, ordering } from './field.ts';

/** An issue somebody may see, by key or id. */
export function seenIssue({ state, user }: JqlContext, text: string): Readonly<Issue> | undefined {
  const issue = findIssueByKey(state, text.trim());
  return issue !== undefined && canSeeIssue(state, user, issue) ? issue : undefined;
}

/** Keys order by project and then by number, not by letters. */
function keyField(context: JqlContext): ChoiceField {
  const { issues, projects } = context.state;
  const sorted = [...projects.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
  const ranks = new Map(sorted.map((project, place) => [project.id, place]));
  return {
    kind: 'choice',
    of: 'issue',
    name: 'issuekey',
    operators: [...equality, ...emptiness, ...ordering],
    ids: issue => [issue.id],
    resolve: text => {
      const issue = seenIssue(context, text);
      return issue === undefined ? [] : [issue.id];
    },
    unknown: (text, name) => {
      if (/^\d+$/.test(text)) return `A value with ID '${text}' does not exist for the field '${name}'.`;
      if (!/^[a-z][a-z0-9_]*-\d+$/i.test(text)) return `The issue key '${text}' for field '${name}' is invalid.`;
      return `An issue with key '${text}' does not exist for field '${name}'.`;
    },
    find: id => (issues.has(id) ? [id] : []),
    compare: (id, other) => {
      const [left, right] = [issues.get(id), issues.get(other)];
      if (left === undefined || right === undefined || left.projectId !== right.projectId) return undefined;
      return left.number - right.number;
    },
    sortKey: issue => (ranks.get(issue.projectId) ?? 0) * 1e9 + issue.number,
  };
}

function parentField(context: JqlContext, name: string): ChoiceField {
  const { issues } = context.state;
  const ids = (issue: Readonly<Issue>) => (issue.parentId === null ? [] : [issue.parentId]);
  return {
    ...keyField(context),
    name,
    operators: [...equality, ...emptiness],
    ids,
    unknown: (text, called) => `The value '${text}' does not exist for the field '${called}'.`,
    find: id => issues.keysBy('parent', id),
    sortKey: issue => issues.get(issue.parentId ?? '')?.key ?? null,
  };
}

/** The links of an issue by the words that describe them. */
function linkTypeField({ state }: JqlContext): ChoiceField {
  const wordsOf = (issue: Readonly<Issue>) =>
    state.links.by('issue', issue.id).flatMap(link => {
      const type = state.linkTypes.get(link.typeId);
      if (type === undefined) return [];
      const isOutward = link.inwardId === issue.id;
      return [type.name.toLowerCase(), (isOutward ? type.outward : type.inward).toLowerCase()];
    });
  return {
    kind: 'choice',
    of: 'choice',
    name: 'issueLinkType',
    operators: [...equality, ...emptiness],
    ids: wordsOf,
    resolve: text => {
      const known = [...state.linkTypes.values()].flatMap(type => [type.name, type.inward, type.outward, type.id]);
      const wanted = text.toLowerCase();
      if (!known.some(one => one.toLowerCase() === wanted)) return [];
      return [state.linkTypes.get(text)?.name.toLowerCase() ?? wanted];
    },
  };
}

/** All issues an issue is linked with. */
function linkField(context: JqlContext): ChoiceField {
  const { links } = context.state;
  return {
    ...keyField(context),
    name: 'issueLink',
    operators: [...equality, ...emptiness],
    ids: issue => links.by('issue', issue.id).map(link => (link.inwardId === issue.id ? link.outwardId : link.inwardId)),
    find: id => links.by('issue', id).map(link => (link.inwardId === id ? link.outwardId : link.inwardId)),
  };
}

function attachmentField({ state }: JqlContext): ChoiceField {
  return {
    kind: 'choice',
    of: 'choice',
    name: 'attachments',
    operators: emptiness,
    ids: issue => state.attachments.keysBy('issue', issue.id),
    resolve: () => [],
  };
}

export const issueFields: Record<string, (context: JqlContext) => ChoiceField> = {
  issuekey: keyField,
  parent: context => parentField(context, 'parent'),
  'epic link': context => parentField(context, 'Epic Link'),
  issuelinktype: linkTypeField,
  issuelink: linkField,
  attachments: attachmentField,
};
