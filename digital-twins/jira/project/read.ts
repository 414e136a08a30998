import { type Answer, json } from '../../kit/answer.ts';
import { can, canSee, isAdmin } from '../access/can.ts';
import { typesOf } from '../issue/createmeta.ts';
import type { Project } from '../model/project.ts';
import { findProject, type JiraCall } from '../operation.ts';
import { type Loose, pageAnswer, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, jiraTime, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { workflowOf } from '../workflow/of.ts';
import { statusOf, statusShape, typeShape } from '../workflow/shape.ts';
import { componentShape, projectShape } from './shape.ts';
import { versionShape } from './version-shape.ts';

export function visible(call: JiraCall): Readonly<Project>[] {
  const { state, user } = call;
  return [...state.projects.values()].filter(project => project.archived === null && canSee(state, user, project));
}

const orders: Record<string, (call: JiraCall, project: Readonly<Project>) => string> = {
  key: (_call, project) => project.key,
  name: (_call, project) => project.name.toLowerCase(),
  category: (call, project) => call.state.entries.get(`projectCategory:${project.categoryId ?? ''}`)?.name ?? '',
  owner: (_call, project) => project.lead,
};

export function search(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const keys = readList(call, 'keys');
  const ids = readList(call, 'id');
  const types = readList(call, 'typeKey');
  const status = new Set(readList(call, 'status'));
  const action = query.get('action') ?? 'view';
  const categoryId = query.get('categoryId');
  const { state, user } = call;
  const found = [...state.projects.values()].filter(project => {
    const where = project.deleted !== null ? 'deleted' : project.archived === null ? 'live' : 'archived';
    const isThere = where === 'deleted' ? isAdmin(state, user) : canSee(state, user, project);
    return (
      isThere &&
      (status.size === 0 ? where === 'live' : status.has(where)) &&
      (project.key.toLowerCase().includes(text) || project.name.toLowerCase().includes(text)) &&
      (keys.length === 0 || keys.includes(project.key)) &&
      (ids.length === 0 || ids.includes(project.id)) &&
      (types.length === 0 || types.includes(project.type)) &&
      (categoryId === null || project.categoryId === categoryId) &&
      (action === 'view' || can(state, user, action === 'create' ? 'CREATE_ISSUES' : 'ADMINISTER_PROJECTS', project))
    );
  });
  const orderBy = query.get('orderBy') ?? 'key';
  const order = orders[orderBy.replace(/^[-+]/, '')] ?? orders.key;
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const sorted = query.has('orderBy')
    ? found.sort((left, right) => sign * (order?.(call, left) ?? '').localeCompare(order?.(call, right) ?? ''))
    : found;
  return pageAnswer(call, sorted, project => listedShape(call, project, readList(call, 'expand')), { otherwise: 50, most: 100 });
}

function listedShape(call: JiraCall, project: Readonly<Project>, expand: readonly string[]): Loose {
  const view = viewOf(call);
  const issues = call.state.issues.keysBy('project', project.id);
  const last = call.state.issues.get(issues.at(-1) ?? '');
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectShape(view, project),
    isPrivate: false,
    properties: {},
    style: 'classic',
    ...(expand.includes('description') ? { description: project.description } : {}),
    ...(expand.includes('lead') ? { lead: userOrNull(view, project.lead) } : {}),
    ...(expand.includes('issueTypes') ? { issueTypes: typesOf(call, project).map(type => typeShape(view, type)) } : {}),
    ...(expand.includes('url') ? { url: project.url } : {}),
    ...(expand.includes('projectKeys') ? { projectKeys: [project.key] } : {}),
    ...(expand.includes('insight')
      ? {
          insight: {
            totalIssueCount: issues.length,
            ...(last === undefined ? {} : { lastIssueUpdateTime: jiraTime(last.updated) }),
          },
        }
      : {}),
  };
}

/** A project by itself: lead, description, components, versions, types and roles without being asked. */
export function fullShape(call: JiraCall, project: Readonly<Project>, expand: readonly string[]): Loose {
  const view = viewOf(call);
  const { state } = call;
  const roles = [...state.roles.values()].map(({ id, name }) => [name, `${api(view)}/project/${project.id}/role/${id}`]);
  const by = (what: { at: number; by: string } | null, prefix: string) =>
    what === null ? {} : { [prefix]: true, [`${prefix}Date`]: jiraTime(what.at), [`${prefix}By`]: userOrNull(view, what.by) };
  return {
    ...listedShape(call, project, expand),
    description: project.description,
    lead: userOrNull(view, project.lead),
    components: state.components.by('project', project.id).map(component => componentShape(view, component)),
    issueTypes: typesOf(call, project).map(type => typeShape(view, type)),
    ...(project.url === '' ? {} : { url: project.url }),
    ...(project.email === null ? {} : { email: project.email }),
    assigneeType: project.assigneeType,
    versions: state.versions.by('project', project.id).map(version => versionShape(view, version)),
    roles: Object.fromEntries(roles),
    ...by(project.archived, 'archived'),
    ...by(project.deleted, 'deleted'),
  };
}

export function statuses(call: JiraCall): Answer {
  const project = findProject(call);
  const view = viewOf(call);
  return json(
    typesOf(call, project).map(type => {
      const { self, id, name, subtask } = typeShape(view, type);
      const ids = workflowOf(call.state, project, type.id).statuses;
      return { self, id, name, subtask, statuses: ids.map(status => statusShape(view, statusOf(call.state, status))) };
    }),
  );
}

/** Only team-managed projects have a hierarchy of their own; ours are company-managed. */
export function hierarchy(call: JiraCall): Answer {
  findProject(call);
  throw new JiraRefusal(404, ['The project is not simplified.']);
}
