import { type Answer, json } from '../kit/answer.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { isSame } from '../kit/secrets.ts';
import type { Issue, JiraState, JiraUser, Project } from './state.ts';

/** Jira's refusal: messages for the whole, and errors by field. */
export class JiraRefusal extends Error {
  readonly status: number;
  readonly messages: string[];
  readonly errors: Record<string, string>;

  constructor(status: number, messages: string[], errors: Record<string, string> = {}) {
    super(messages[0] ?? 'refused');
    this.status = status;
    this.messages = messages;
    this.errors = errors;
  }
}

export function errorAnswer(status: number, messages: string[], errors: Record<string, string> = {}): Answer {
  return json({ errorMessages: messages, errors }, status);
}

/** A call of the REST API by somebody we know. */
export interface JiraCall extends Call<JiraState> {
  user: JiraUser;
  /** 3 speaks documents, 2 speaks text. */
  version: 2 | 3;
}

type Given = Omit<Operation<JiraState>, 'path' | 'run'> & { path: string; run(call: JiraCall): Answer };

/** An operation of both versions of the API, below `/rest/api/2` and `/rest/api/3`. Refusals are thrown. */
export function restOperation({ path, run, ...rest }: Given): Operation<JiraState> {
  const paths = ['3', '2', 'latest'].map(version => `/rest/api/${version}${path}`).join(' ');
  return { ...rest, path: paths, run: call => answer(call, run) };
}

function answer(call: Call<JiraState>, run: (call: JiraCall) => Answer): Answer {
  const user = authenticate(call);
  if (user === undefined) return unauthenticated(call);
  call.actAs(user.person);
  const version = call.request.path.startsWith('/rest/api/3/') ? 3 : 2;
  const headers = { 'x-aaccountid': user.accountId, 'cache-control': 'no-cache, no-store, no-transform' };
  try {
    const answered = run({ ...call, user, version });
    return { ...answered, headers: { ...headers, ...answered.headers } };
  } catch (error) {
    if (error instanceof JiraRefusal) return errorAnswer(error.status, error.messages, error.errors);
    throw error;
  }
}

function unauthenticated({ request }: Call<JiraState>): Answer {
  const headers: Record<string, string> = { 'www-authenticate': `OAuth realm="${encodeURIComponent(request.origin)}"` };
  if (request.headers.authorization !== undefined) headers['x-seraph-loginreason'] = 'AUTHENTICATED_FAILED';
  const message = 'Client must be authenticated to access this resource.';
  return json({ message, 'status-code': 401 }, 401, headers);
}

/** Basic authentication: a person's address and one of their API tokens. */
function authenticate({ request, state }: Call<JiraState>): JiraUser | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [email = '', ...token] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const user = [...state.users.values()].find(one => one.email.toLowerCase() === email.toLowerCase());
  if (user?.active !== true) return undefined;
  const isTheirs = state.tokens.some(known => known.accountId === user.accountId && isSame(token.join(':'), known.token));
  return isTheirs ? user : undefined;
}

export function canSee(user: JiraUser, project: Project): boolean {
  return project.members === undefined || project.members.includes(user.accountId);
}

/** The project of a path, by key or id. Throws 404 also for one the user may not see. */
export function findProject(call: JiraCall, wanted: string): Project {
  const project = call.state.projects.find(one => one.id === wanted || one.key === wanted.toUpperCase());
  if (project === undefined || !canSee(call.user, project)) {
    throw new JiraRefusal(404, [`No project could be found with key '${wanted}'.`]);
  }
  return project;
}

export function projectOf(state: JiraState, issue: Issue): Project {
  const project = state.projects.find(one => one.id === issue.projectId);
  if (project === undefined) throw new Error(`issue ${issue.key} has no project`);
  return project;
}

export function findIssueByKey(state: JiraState, wanted: string): Issue | undefined {
  const byId = state.issues.get(wanted);
  if (byId !== undefined) return byId;
  const key = wanted.toUpperCase();
  for (const issue of state.issues.values()) if (issue.key === key) return issue;
  return undefined;
}

/** The issue of a path, by key or id. Throws 404 also for one the user may not see. */
export function findIssue(call: JiraCall, wanted = call.params.issue ?? ''): Issue {
  const issue = findIssueByKey(call.state, wanted);
  if (issue === undefined || !canSee(call.user, projectOf(call.state, issue))) {
    throw new JiraRefusal(404, ['Issue does not exist or you do not have permission to see it.']);
  }
  return issue;
}

/** The body as an object. Throws 400 for anything else. */
export function readBody(call: JiraCall): Record<string, unknown> {
  const { body } = call.request;
  const isObject = body.kind === 'json' && typeof body.value === 'object' && body.value !== null && !Array.isArray(body.value);
  if (!isObject) throw new JiraRefusal(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
  return body.value as Record<string, unknown>;
}

export function readNumber(text: string | null | undefined, otherwise: number, most: number): number {
  const value = Number(text ?? '');
  if (text === null || text === undefined || text === '') return otherwise;
  if (!Number.isInteger(value) || value < 0) throw new JiraRefusal(400, [`"${text}" is not a valid number.`]);
  return Math.min(value, most);
}
