import { randomUUID } from 'node:crypto';
import type { Answer } from '../kit/answer.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { authenticate, unauthenticated } from './access/authenticate.ts';
import { can, canSee, canSeeIssue, isAdmin } from './access/can.ts';
import { countRequest } from './access/rate-limit.ts';
import type { Issue } from './model/issue.ts';
import type { Project } from './model/project.ts';
import type { JiraUser } from './model/user.ts';
import { errorAnswer, JiraRefusal } from './refusal.ts';
import type { JiraState } from './state.ts';

/** A call of the REST API by somebody we know. */
export interface JiraCall extends Call<JiraState> {
  user: Readonly<JiraUser>;
  /** 3 speaks documents, 2 speaks text. */
  version: 2 | 3;
}

/** An operation as this twin's files write it; `path` starts after `/rest/api/3`. */
export interface RestOperation extends Omit<Operation<JiraState>, 'run'> {
  /** Whether it answers those who have not said who they are; they then have an empty account id. */
  anonymous?: boolean;
  /** Refuses everybody but the site's administrators. */
  admin?: boolean;
  /** OAuth scopes, one of which a 3LO token must have; by default by method and path. */
  run(call: JiraCall): Answer | Promise<Answer>;
}

/** An operation of both versions of the API, below `/rest/api/2` and `/rest/api/3`. Refusals are thrown. */
export function restOperation({ path, anonymous, admin, run, ...rest }: RestOperation): Operation<JiraState> {
  const paths = path
    .split(' ')
    .flatMap(one => ['3', '2', 'latest'].map(version => `/rest/api/${version}${one}`))
    .join(' ');
  return { ...rest, path: paths, run: call => answerCall(call, { run, anonymous, admin }) };
}

/** Answers a call below any root, with the same authentication, headers and refusals. */
export function answerCall(
  given: Call<JiraState>,
  {
    run,
    anonymous = false,
    admin = false,
  }: { run: RestOperation['run']; anonymous?: boolean | undefined; admin?: boolean | undefined },
): Answer | Promise<Answer> {
  const call = withOrigin(given);
  const user = authenticate(call);
  if (user === undefined || (user.accountId === '' && !anonymous)) return unauthenticated(call);
  if (user.person !== '') call.actAs(user.person);
  const limit = countRequest(call, user);
  if (limit.refused !== undefined) return limit.refused;
  const version = call.request.path.startsWith('/rest/api/3/') ? 3 : 2;
  const headers = { ...headersOf(user), ...limit.headers };
  const finish = (answer: Answer) => ({ ...answer, headers: { ...headers, ...answer.headers } });
  try {
    if (admin && !isAdmin(call.state, user)) throw new JiraRefusal(403, ['Only Jira administrators can perform this operation.']);
    const answer = run({ ...call, user, version });
    return answer instanceof Promise ? answer.then(finish, error => finish(refusalAnswer(error))) : finish(answer);
  } catch (error) {
    return finish(refusalAnswer(error));
  }
}

/** The service always speaks https; behind a front that says so, so do our links. */
function withOrigin(call: Call<JiraState>): Call<JiraState> {
  if (call.request.headers['x-forwarded-proto'] !== 'https') return call;
  return { ...call, request: { ...call.request, origin: call.request.origin.replace(/^http:/, 'https:') } };
}

function refusalAnswer(error: unknown): Answer {
  if (error instanceof JiraRefusal) return errorAnswer(error.status, error.messages, error.errors);
  throw error;
}

function headersOf(user: Readonly<JiraUser>): Record<string, string> {
  return {
    ...(user.accountId === '' ? {} : { 'x-aaccountid': encodeURIComponent(user.accountId) }),
    'x-arequestid': randomUUID().replaceAll('-', ''),
    'cache-control': 'no-cache, no-store, no-transform',
    'x-content-type-options': 'nosniff',
    vary: 'Accept',
  };
}

/** The project of a path, by key or id. Throws 404 also for one the user may not see. */
export function findProject(call: JiraCall, wanted = call.params.project ?? ''): Readonly<Project> {
  const project = projectByKey(call.state, wanted);
  if (project === undefined || !canSee(call.state, call.user, project)) {
    const kind = /^\d+$/.test(wanted) ? 'id' : 'key';
    throw new JiraRefusal(404, [`No project could be found with ${kind} '${wanted}'.`]);
  }
  return project;
}

export function projectByKey(state: JiraState, wanted: string): Readonly<Project> | undefined {
  return state.projects.get(wanted) ?? state.projects.by('key', wanted)[0];
}

/** Throws 403 for who may see a project and not administer it. */
export function demandProjectAdmin(call: JiraCall, project: Readonly<Project>): void {
  const { state, user } = call;
  if (can(state, user, 'ADMINISTER_PROJECTS', project) || isAdmin(state, user)) return;
  throw new JiraRefusal(403, ['You cannot edit the configuration of this project.']);
}

export function projectOf(state: JiraState, issue: Readonly<Issue>): Readonly<Project> {
  const project = state.projects.get(issue.projectId);
  if (project === undefined) throw new Error(`issue ${issue.key} has no project`);
  return project;
}

/** An issue by id, key, or a key it had before it was moved. */
export function findIssueByKey(state: JiraState, wanted: string): Readonly<Issue> | undefined {
  const key = wanted.toUpperCase();
  const moved = () => state.issues.get(state.movedKeys.get(key)?.issueId ?? '');
  return state.issues.get(wanted) ?? state.issues.by('key', key)[0] ?? moved();
}

export const unseen = 'Issue does not exist or you do not have permission to see it.';

/** The issue of a path, by key or id. Throws 404 also for one the user may not see. */
export function findIssue(call: JiraCall, wanted = call.params.issue ?? ''): Readonly<Issue> {
  const issue = findIssueByKey(call.state, wanted);
  if (issue === undefined || !canSeeIssue(call.state, call.user, issue)) throw new JiraRefusal(404, [unseen]);
  return issue;
}

/** Throws 403 with the given text for who lacks a permission on an issue's project. */
export function demand(call: JiraCall, permission: string, issue: Readonly<Issue>, text: string): void {
  if (can(call.state, call.user, permission, projectOf(call.state, issue), issue)) return;
  throw new JiraRefusal(403, [text]);
}
