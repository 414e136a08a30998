import type { JqlContext } from '../context.ts';
import { JqlError } from '../syntax/jql-error.ts';
import type { JqlFunction } from './function.ts';
import { issueFunctions } from './issue-functions.ts';
import { placeFunctions } from './place-functions.ts';

const peopleFunctions: JqlFunction[] = [
  {
    name: 'currentUser',
    gives: 'user',
    least: 0,
    most: 0,
    isList: false,
    run: (_args, { user }) => (user.accountId === '' ? [] : [user.accountId]),
  },
  { name: 'membersOf', gives: 'user', least: 1, most: 1, isList: true, run: ([name = ''], context) => membersOf(name, context) },
];

function membersOf(name: string, { state }: JqlContext): readonly string[] {
  const group = state.groups.by('name', name.toLowerCase())[0] ?? state.groups.get(name);
  if (group === undefined) {
    throw new JqlError(
      `Function 'membersOf' can not generate a list of usernames for group '${name}'; the group does not exist.`,
    );
  }
  return state.memberships.by('group', group.id).map(one => one.accountId);
}

const typeFunctions: JqlFunction[] = ['standardIssueTypes', 'standardWorkTypes', 'subtaskIssueTypes', 'subtaskWorkTypes'].map(
  name => ({
    name,
    gives: 'type',
    least: 0,
    most: 0,
    isList: true,
    run: (_args, { state }) =>
      [...state.issueTypes.values()].filter(type => type.isSubtask === name.startsWith('subtask')).map(type => type.id),
  }),
);

const sprintFunctions: JqlFunction[] = (['open', 'closed', 'future'] as const).map(which => ({
  name: `${which}Sprints`,
  gives: 'sprint',
  least: 0,
  most: 0,
  isList: true,
  run: (_args, { state }) => {
    const wanted = which === 'open' ? 'active' : which;
    return [...state.sprints.values()].filter(sprint => sprint.state === wanted).map(sprint => sprint.id);
  },
}));

/** All functions that give things; those that give dates are in `dates.ts`. */
export const jqlFunctions: readonly JqlFunction[] = [
  ...peopleFunctions,
  ...issueFunctions,
  ...placeFunctions,
  ...typeFunctions,
  ...sprintFunctions,
];

const byName = new Map(jqlFunctions.map(one => [one.name.toLowerCase(), one]));

/** Other names of the same functions (Jira docs, "JQL functions"). */
const aliases: Record<string, string> = {
  workitemhistory: 'issuehistory',
  linkedworkitems: 'linkedissues',
  linkedworkitem: 'linkedissues',
  linkedissue: 'linkedissues',
  watchedworkitems: 'watchedissues',
  votedworkitems: 'votedissues',
  portfoliochildworkitemsof: 'portfoliochildissuesof',
  spacesleadbyuser: 'projectsleadbyuser',
};

export function findFunction(name: string): JqlFunction | undefined {
  const lower = name.toLowerCase();
  return byName.get(lower) ?? byName.get(aliases[lower] ?? '');
}
