import { adfToText } from './adf.ts';
import { typeOf } from './issue-shape.ts';
import { projectOf } from './operation.ts';
import { categoryName, statusOf } from './shapes.ts';
import { type Issue, type JiraState, priorities } from './state.ts';

/** What a field is for JQL: which operators fit, how its value is read, and how it is ordered. */
export type Field =
  | {
      kind: 'choice';
      names(state: JiraState, issue: Issue): string[];
      known(state: JiraState): string[] | undefined;
      rank(state: JiraState, issue: Issue): string | number;
    }
  | { kind: 'person'; account(issue: Issue): string | null }
  | { kind: 'text'; texts(issue: Issue): string[] }
  | { kind: 'time'; time(issue: Issue): number | null };

const named = (list: { id: string; name: string }[]) => list.flatMap(({ id, name }) => [name, id]);

const status: Field = {
  kind: 'choice',
  names: (state, { statusId }) => [statusOf(state, statusId).name, statusId],
  known: state => named(state.statuses),
  rank: (state, { statusId }) => state.statuses.findIndex(one => one.id === statusId),
};

const type: Field = {
  kind: 'choice',
  names: (state, issue) => [typeOf(state, issue).name, issue.typeId],
  known: state => named(state.issueTypes),
  rank: (state, issue) => typeOf(state, issue).name,
};

/** Keys order by project and then by number, not by letters. */
const key: Field = {
  kind: 'choice',
  names: (_state, issue) => [issue.key, issue.id],
  known: state => [...state.issues.values()].flatMap(issue => [issue.key, issue.id]),
  rank: (_state, issue) => `${issue.key.split('-')[0]} ${(issue.key.split('-')[1] ?? '').padStart(10, '0')}`,
};

const fields: Record<string, Field> = {
  project: {
    kind: 'choice',
    names: (state, issue) => {
      const project = projectOf(state, issue);
      return [project.key, project.name, project.id];
    },
    known: state => state.projects.flatMap(project => [project.key, project.name, project.id]),
    rank: (state, issue) => projectOf(state, issue).name,
  },
  status,
  statuscategory: {
    kind: 'choice',
    names: (state, { statusId }) => {
      const { category } = statusOf(state, statusId);
      return [categoryName(category), category];
    },
    known: () => ['To Do', 'In Progress', 'Done', 'new', 'indeterminate', 'done'],
    rank: (state, { statusId }) => ['new', 'indeterminate', 'done'].indexOf(statusOf(state, statusId).category),
  },
  issuetype: type,
  type,
  priority: {
    kind: 'choice',
    names: (_state, issue) => [issue.priority, priorities.find(one => one.name === issue.priority)?.id ?? ''],
    known: () => named(priorities),
    rank: (_state, issue) => priorities.length - priorities.findIndex(one => one.name === issue.priority),
  },
  resolution: {
    kind: 'choice',
    names: (_state, issue) => (issue.resolved === null ? [] : ['Done', '10000']),
    known: () => ['Done', '10000', 'Unresolved'],
    rank: (_state, issue) => (issue.resolved === null ? 1 : 0),
  },
  labels: {
    kind: 'choice',
    names: (_state, issue) => issue.labels,
    known: () => undefined,
    rank: (_state, issue) => issue.labels.join(' '),
  },
  parent: {
    kind: 'choice',
    names: (state, issue) => [state.issues.get(issue.parentId ?? '')?.key ?? '', issue.parentId ?? ''].filter(one => one !== ''),
    known: state => [...state.issues.values()].flatMap(issue => [issue.key, issue.id]),
    rank: (_state, issue) => Number(issue.parentId ?? 0),
  },
  key,
  issuekey: key,
  issue: key,
  id: key,
  assignee: { kind: 'person', account: issue => issue.assignee },
  reporter: { kind: 'person', account: issue => issue.reporter },
  creator: { kind: 'person', account: issue => issue.creator },
  summary: { kind: 'text', texts: issue => [issue.summary] },
  description: { kind: 'text', texts: issue => [adfToText(issue.description)] },
  comment: { kind: 'text', texts: commentTexts },
  text: { kind: 'text', texts: issue => [issue.summary, adfToText(issue.description), ...commentTexts(issue)] },
  created: { kind: 'time', time: issue => issue.created },
  createddate: { kind: 'time', time: issue => issue.created },
  updated: { kind: 'time', time: issue => issue.updated },
  updateddate: { kind: 'time', time: issue => issue.updated },
  resolved: { kind: 'time', time: issue => issue.resolved },
  resolutiondate: { kind: 'time', time: issue => issue.resolved },
  due: { kind: 'time', time: issue => (issue.dueDate === null ? null : Date.parse(issue.dueDate)) },
  duedate: { kind: 'time', time: issue => (issue.dueDate === null ? null : Date.parse(issue.dueDate)) },
};

function commentTexts(issue: Issue): string[] {
  return issue.comments.map(comment => adfToText(comment.body));
}

export function findField(name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return Object.hasOwn(fields, wanted) ? fields[wanted] : undefined;
}
