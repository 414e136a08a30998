import { type Answer, empty, json } from '../../kit/answer.ts';
import { canSee } from '../access/can.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import { FieldError } from '../issue/field-error.ts';
import { readDay } from '../issue/read-value.ts';
import type { Issue } from '../model/issue.ts';
import type { Project, Version } from '../model/project.ts';
import { demandProjectAdmin, findProject, type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, type View, viewOf } from '../shapes.ts';
import type { JiraEvent } from '../webhooks/event.ts';
import { versionShape } from './version-shape.ts';

const one = '/version/:version';
const shape = (call: JiraCall) => (version: Readonly<Version>) => expanded(call, viewOf(call), version);

export const versionOperations: RestOperation[] = [
  { name: 'version.create', method: 'POST', path: '/version', label: 'spec', write: true, run: create },
  { name: 'version.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call)(find(call))) },
  { name: 'version.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'version.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'version.removeAndSwap', method: 'POST', path: `${one}/removeAndSwap`, label: 'spec', write: true, run: removeAndSwap },
  { name: 'version.merge', method: 'PUT', path: `${one}/mergeto/:target`, label: 'spec', write: true, run: merge },
  { name: 'version.move', method: 'POST', path: `${one}/move`, label: 'spec', write: true, run: move },
  { name: 'version.count', method: 'GET', path: `${one}/relatedIssueCounts`, label: 'spec', run: relatedCounts },
  { name: 'version.unresolvedCount', method: 'GET', path: `${one}/unresolvedIssueCount`, label: 'spec', run: unresolvedCount },
  {
    name: 'version.relatedWork',
    method: 'GET',
    path: `${one}/relatedwork`,
    label: 'spec',
    run: call => json(find(call).relatedWork.map(({ id, ...work }) => ({ ...work, relatedWorkId: id }))),
  },
  { name: 'version.addRelatedWork', method: 'POST', path: `${one}/relatedwork`, label: 'spec', write: true, run: addRelatedWork },
  {
    name: 'version.editRelatedWork',
    method: 'PUT',
    path: `${one}/relatedwork`,
    label: 'spec',
    write: true,
    run: editRelatedWork,
  },
  {
    name: 'version.deleteRelatedWork',
    method: 'DELETE',
    path: `${one}/relatedwork/:work`,
    label: 'spec',
    write: true,
    run: deleteRelatedWork,
  },
  {
    name: 'project.versions',
    method: 'GET',
    path: '/project/:project/versions',
    label: 'spec',
    anonymous: true,
    run: call => json(inProject(call).map(shape(call))),
  },
  { name: 'project.versionPage', method: 'GET', path: '/project/:project/version', label: 'spec', anonymous: true, run: page },
];

function inProject(call: JiraCall): Readonly<Version>[] {
  return call.state.versions.by('project', findProject(call).id);
}

function expanded(call: JiraCall, view: View, version: Readonly<Version>): Loose {
  const expand = readList(call, 'expand');
  const issues = call.state.issues.by('fixVersion', version.id);
  const category = (issue: Readonly<Issue>) => call.state.statuses.get(issue.statusId)?.category;
  const countOf = (key: string) => issues.filter(issue => category(issue) === key).length;
  return {
    ...versionShape(view, version),
    ...(expand.includes('issuesstatus')
      ? {
          issuesStatusForFixVersion: {
            unmapped: 0,
            toDo: countOf('new'),
            inProgress: countOf('indeterminate'),
            done: countOf('done'),
          },
        }
      : {}),
    ...(expand.includes('operations') ? { operations: [] } : {}),
  };
}

function page(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const status = new Set(readList(call, 'status'));
  const statusOf = ({ archived, released }: Readonly<Version>) => (archived ? 'archived' : released ? 'released' : 'unreleased');
  const found = inProject(call).filter(
    version =>
      `${version.name} ${version.description}`.toLowerCase().includes(text) &&
      (status.size === 0 || status.has(statusOf(version))),
  );
  const orderBy = query.get('orderBy') ?? 'sequence';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const by = orderBy.replace(/^[-+]/, '');
  const sortKey = (version: Readonly<Version>) =>
    by === 'sequence' ? String(version.sequence).padStart(9, '0') : String(version[by as 'name'] ?? '');
  return pageAnswer(
    call,
    found.sort((left, right) => sign * sortKey(left).localeCompare(sortKey(right))),
    shape(call),
  );
}

function find(call: JiraCall, wanted = call.params.version ?? ''): Readonly<Version> {
  const version = call.state.versions.get(wanted);
  const project = call.state.projects.get(version?.projectId ?? '');
  if (version !== undefined && project !== undefined && canSee(call.state, call.user, project)) return version;
  throw new JiraRefusal(404, [`Could not find version for id '${wanted}'`]);
}

function owned(call: JiraCall, wanted?: string): Readonly<Version> {
  const version = find(call, wanted);
  const project = call.state.projects.get(version.projectId);
  if (project !== undefined) demandProjectAdmin(call, project);
  return version;
}

function read(call: JiraCall, body: Loose, project: Readonly<Project>, known?: Readonly<Version>): Partial<Version> {
  const name = asText(body.name);
  const others = call.state.versions.by('project', project.id).filter(version => version.id !== known?.id);
  const errors: Record<string, string> = {};
  if (name === undefined ? known === undefined : name.trim() === '') errors.name = 'You must specify a valid version name';
  else if (name !== undefined && name.length > 255) errors.name = 'The version name must not exceed 255 characters.';
  else if (others.some(version => version.name.toLowerCase() === name?.toLowerCase()))
    errors.name = 'A version with this name already exists in this project.';
  const days: Partial<Version> = {};
  for (const day of ['startDate', 'releaseDate'] as const) {
    if (body[day] === undefined) continue;
    try {
      days[day] = readDay(body[day]);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      errors[day] = error.message;
    }
  }
  const [start, release] = [days.startDate ?? known?.startDate, days.releaseDate ?? known?.releaseDate];
  if (typeof start === 'string' && typeof release === 'string' && start > release)
    errors.releaseDate = 'The release date must be after the start date.';
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  return {
    ...days,
    ...(name === undefined ? {} : { name }),
    ...(typeof body.description === 'string' ? { description: body.description } : {}),
    ...(typeof body.archived === 'boolean' ? { archived: body.archived } : {}),
    ...(typeof body.released === 'boolean' ? { released: body.released } : {}),
    ...(typeof body.driver === 'string' ? { driver: body.driver } : {}),
  };
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const wanted = asText(body.projectId) ?? asText(body.project);
  if (wanted === undefined) throw new JiraRefusal(400, [], { project: 'Project is required.' });
  const project = projectByKey(call.state, wanted);
  if (project === undefined || !canSee(call.state, call.user, project))
    throw new JiraRefusal(404, [`No project could be found with key '${wanted}'.`]);
  demandProjectAdmin(call, project);
  const given = read(call, body, project);
  const last = call.state.versions.by('project', project.id).at(-1)?.sequence ?? -1;
  const version = call.state.versions.add({
    id: String(call.ids.number('jira.version', 10_000)),
    projectId: project.id,
    name: '',
    description: '',
    sequence: last + 1,
    archived: false,
    released: false,
    startDate: null,
    releaseDate: null,
    driver: null,
    relatedWork: [],
    ...given,
  });
  emit(call, { kind: 'version', event: 'jira:version_created', version });
  return json(shape(call)(version), 201);
}

function edit(call: JiraCall): Answer {
  const version = owned(call);
  const project = call.state.projects.get(version.projectId);
  const body = readBody(call);
  const given = project === undefined ? {} : read(call, body, project, version);
  const target = asText(body.moveUnfixedIssuesTo)?.split('/').at(-1);
  if (target !== undefined && given.released === true)
    moveIssues(call, version, find(call, target).id, 'fixVersionIds', issue => issue.resolutionId === null);
  const wasReleased = version.released;
  const edited = call.state.versions.edit(version.id, row => Object.assign(row, given));
  emit(call, { kind: 'version', event: 'jira:version_updated', version: edited });
  if (edited.released !== wasReleased)
    emit(call, {
      kind: 'version',
      event: edited.released ? 'jira:version_released' : 'jira:version_unreleased',
      version: edited,
    });
  return json(shape(call)(edited));
}

type Use = 'fixVersionIds' | 'affectedVersionIds';

/** Puts another version, or none, where a version is used. */
function moveIssues(
  { ...call }: JiraCall,
  version: Readonly<Version>,
  target: string | null,
  use: Use,
  isMoved: (issue: Readonly<Issue>) => boolean = () => true,
): void {
  const users =
    use === 'fixVersionIds' ? call.state.issues.by('fixVersion', version.id) : call.state.issues.by('project', version.projectId);
  for (const issue of users) {
    if (!issue[use].includes(version.id) || !isMoved(issue)) continue;
    const others = issue[use].filter(id => id !== version.id && id !== target);
    changeIssue(call, issue.id, { [use]: target === null ? others : [...others, target] });
  }
}

function remove(call: JiraCall): Answer {
  const { query } = call.request;
  drop(call, query.get('moveFixIssuesTo'), query.get('moveAffectedIssuesTo'));
  return empty();
}

function removeAndSwap(call: JiraCall): Answer {
  const { moveFixIssuesTo, moveAffectedIssuesTo } = readBody(call);
  drop(call, asText(moveFixIssuesTo) ?? null, asText(moveAffectedIssuesTo) ?? null);
  return empty();
}

function drop(call: JiraCall, fixTo: string | null, affectedTo: string | null): void {
  const version = owned(call);
  for (const target of [fixTo, affectedTo]) if (target !== null) find(call, target);
  moveIssues(call, version, fixTo, 'fixVersionIds');
  moveIssues(call, version, affectedTo, 'affectedVersionIds');
  call.state.versions.delete(version.id);
  emit(call, { kind: 'version', event: 'jira:version_deleted', version });
}

function merge(call: JiraCall): Answer {
  const version = owned(call);
  const target = find(call, call.params.target);
  if (version.id === target.id) throw new JiraRefusal(400, ['You cannot merge a version with itself.']);
  moveIssues(call, version, target.id, 'fixVersionIds');
  moveIssues(call, version, target.id, 'affectedVersionIds');
  call.state.versions.delete(version.id);
  emit(call, { kind: 'version', event: 'jira:version_merged', version, mergedTo: target });
  return empty();
}

/** `position` (First, Last, Earlier, Later) or `after` another version. */
function move(call: JiraCall): Answer {
  const version = owned(call);
  const { position, after } = readBody(call);
  const all = call.state.versions.by('project', version.projectId);
  const from = all.findIndex(other => other.id === version.id);
  const others = all.filter(other => other.id !== version.id);
  const places: Record<string, number> = {
    First: 0,
    Last: others.length,
    Earlier: Math.max(0, from - 1),
    Later: Math.min(others.length, from + 1),
  };
  const afterId = asText(after)?.split('/').at(-1);
  const place = afterId === undefined ? places[String(position)] : others.findIndex(other => other.id === afterId) + 1;
  if (place === undefined || (afterId !== undefined && place === 0))
    throw new JiraRefusal(400, ['You must specify a valid position or version to move after.']);
  const sorted = [...others.slice(0, place), version, ...others.slice(place)];
  for (const [sequence, { id }] of sorted.entries())
    call.state.versions.edit(id, row => {
      row.sequence = sequence;
    });
  const moved = find(call);
  const event: JiraEvent = { kind: 'version', event: 'jira:version_moved', version: moved };
  emit(call, event);
  return json(shape(call)(moved));
}

function relatedCounts(call: JiraCall): Answer {
  const version = find(call);
  const affected = call.state.issues
    .by('project', version.projectId)
    .filter(issue => issue.affectedVersionIds.includes(version.id)).length;
  return json({
    self: `${api(viewOf(call))}/version/${version.id}`,
    issuesFixedCount: call.state.issues.keysBy('fixVersion', version.id).length,
    issuesAffectedCount: affected,
    issueCountWithCustomFieldsShowingVersion: 0,
    customFieldUsage: [],
  });
}

function unresolvedCount(call: JiraCall): Answer {
  const version = find(call);
  const issues = call.state.issues.by('fixVersion', version.id);
  const issuesUnresolvedCount = issues.filter(issue => issue.resolutionId === null).length;
  return json({ self: `${api(viewOf(call))}/version/${version.id}`, issuesCount: issues.length, issuesUnresolvedCount });
}

function addRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  const { category, title, url } = readBody(call);
  if (typeof category !== 'string' || category === '') throw new JiraRefusal(400, ['The category is required.']);
  const work = {
    id: String(call.ids.number('jira.related-work', 10_000)),
    category,
    title: asText(title) ?? '',
    url: asText(url) ?? '',
  };
  call.state.versions.edit(version.id, row => void row.relatedWork.push(work));
  const { id, ...rest } = work;
  return json({ ...rest, relatedWorkId: id }, 201);
}

function editRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  const body = asObject(readBody(call));
  const id = asText(body.relatedWorkId) ?? '';
  if (!version.relatedWork.some(work => work.id === id)) throw new JiraRefusal(404, ['The related work does not exist.']);
  const given = Object.fromEntries(
    ['category', 'title', 'url'].filter(name => body[name] !== undefined).map(name => [name, String(body[name])]),
  );
  const edited = call.state.versions.edit(version.id, row => {
    for (const work of row.relatedWork) if (work.id === id) Object.assign(work, given);
  });
  return json(
    asList(edited.relatedWork)
      .map(asObject)
      .filter(work => work.id === id)
      .map(({ id: relatedWorkId, ...work }) => ({ ...work, relatedWorkId }))[0],
  );
}

function deleteRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  call.state.versions.edit(version.id, row => {
    row.relatedWork = row.relatedWork.filter(work => work.id !== call.params.work);
  });
  return empty();
}
