import { can, isCleared } from '../access/can.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';
import { compileClause } from './compile.ts';
import { createContext, type JqlContext } from './context.ts';
import { compileOrder, type Ordering } from './order.ts';
import { all, type Plan } from './plan.ts';
import { parseJql } from './syntax/parser.ts';

/** A query ready to be used by one person at one time. */
export interface Search {
  /** False for a query without any restriction. */
  isBounded: boolean;
  /** Whether the person sees the issue and the query finds it. */
  matches(issue: Readonly<Issue>): boolean;
  /** All it finds, in no particular order. */
  find(): Readonly<Issue>[];
  order: Ordering;
}

/** Reads a query and checks fields, operators and values against the site. Throws `JqlError`. `now` is virtual ms. */
export function prepareSearch(jql: string, state: JiraState, user: Readonly<JiraUser>, now: number): Search {
  const query = parseJql(jql);
  const context = createContext(state, user, now);
  const plan = query.where === undefined ? all(() => true) : compileClause(query.where, context);
  const order = compileOrder(query.orderBy, context);
  const isSeen = sight(context);
  const matches = (issue: Readonly<Issue>) => plan.matches(issue) && isSeen(issue);
  return { isBounded: query.where !== undefined, matches, find: () => findAll(plan, matches, context), order };
}

function findAll(plan: Plan, matches: Search['matches'], { state, visible }: JqlContext): Readonly<Issue>[] {
  const isEverywhere = visible.size === state.projects.size;
  const lists = plan.found?.() ?? (isEverywhere ? undefined : [...visible.keys()].map(id => state.issues.keysBy('project', id)));
  if (lists === undefined) return [...state.issues.values()].filter(matches);
  const found: Readonly<Issue>[] = [];
  const seen = lists.length > 1 ? new Set<string>() : undefined;
  for (const list of lists) {
    for (const id of list) {
      if (seen?.has(id)) continue;
      seen?.add(id);
      const issue = state.issues.get(id);
      if (issue !== undefined && matches(issue)) found.push(issue);
    }
  }
  return found;
}

/** Sight is decided once for each project; only issues with a level, and people who see by being on an issue, ask more. */
function sight({ state, user, visible }: JqlContext): (issue: Readonly<Issue>) => boolean {
  const browsable = new Set([...visible.values()].filter(one => can(state, user, 'BROWSE_PROJECTS', one)).map(one => one.id));
  return issue => {
    if (issue.archived !== null) return false;
    const project = state.projects.get(issue.projectId);
    if (project === undefined || project.deleted !== null) return false;
    const isThere = browsable.has(project.id) || can(state, user, 'BROWSE_PROJECTS', project, issue);
    return isThere && (issue.securityId === null || isCleared(state, user, project, issue));
  };
}
