import { type Answer, json } from '../../../kit/answer.ts';
import { canSee } from '../../access/can.ts';
import { emit } from '../../emit.ts';
import { FieldError } from '../../issue/field-error.ts';
import { readDay } from '../../issue/read-value.ts';
import type { Project, Version } from '../../model/project.ts';
import { demandProjectAdmin, type JiraCall, projectByKey } from '../../operation.ts';
import { asText, type Loose, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import type { JiraEvent } from '../../webhooks/event.ts';
import { find, owned, shape } from './find.ts';
import { moveIssues } from './remove.ts';

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

export function create(call: JiraCall): Answer {
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

export function edit(call: JiraCall): Answer {
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

/** `position` (First, Last, Earlier, Later) or `after` another version. */
export function move(call: JiraCall): Answer {
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
