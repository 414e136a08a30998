import { type Answer, empty } from '../../kit/answer.ts';
import { findEntry, type Stored, wantedEntries } from '../config/resource.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { behaviours, type FieldBehaviour } from './configuration.ts';
import { systemField, systemFields } from './system-fields.ts';

const configuration = { kind: 'fieldConfiguration', noun: 'field configuration' };
const scheme = { kind: 'fieldConfigurationScheme', noun: 'field configuration scheme' };
const schemes = '/fieldconfigurationscheme';
const write = { label: 'docs', write: true, admin: true } as const;

/** Which fields are required or hidden, and where (Jira docs, "Issue field configurations"). */
export const configurationOperations: RestOperation[] = [
  { name: 'fieldConfiguration.fields', method: 'GET', path: '/fieldconfiguration/:id/fields', label: 'docs', run: listItems },
  { name: 'fieldConfiguration.setFields', method: 'PUT', path: '/fieldconfiguration/:id/fields', ...write, run: setItems },
  { name: 'fieldConfigurationScheme.mapping', method: 'GET', path: `${schemes}/mapping`, label: 'docs', run: listMappings },
  { name: 'fieldConfigurationScheme.project', method: 'GET', path: `${schemes}/project`, label: 'docs', run: listProjects },
  { name: 'fieldConfigurationScheme.assign', method: 'PUT', path: `${schemes}/project`, ...write, run: assign },
  { name: 'fieldConfigurationScheme.map', method: 'PUT', path: `${schemes}/:id/mapping`, ...write, run: setMappings },
  { name: 'fieldConfigurationScheme.unmap', method: 'POST', path: `${schemes}/:id/mapping/delete`, ...write, run: unmap },
];

function listItems(call: JiraCall): Answer {
  const set = behaviours(call.state, findEntry(call, configuration).id);
  const custom = [...call.state.customFields.values()].filter(({ trashed }) => trashed === null);
  const ids = [...systemFields.filter(({ orderable }) => orderable), ...custom].map(({ id }) => id);
  return pageAnswer(call, ids, id => {
    const isRequired = id === 'summary' || id === 'issuetype';
    return { id, description: '', isHidden: false, isRequired, ...set[id] };
  });
}

function setItems(call: JiraCall): Answer {
  const { id } = findEntry(call, configuration);
  const set = { ...behaviours(call.state, id) };
  const given = asList(readBody(call).fieldConfigurationItems).map(asObject);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one field configuration item must be specified.']);
  for (const item of given) {
    const next = readItem(call, item);
    set[next.id] = { ...set[next.id], ...next };
  }
  call.state.entries.edit(`${configuration.kind}:${id}`, row => {
    row.items = set;
  });
  return empty();
}

function readItem(call: JiraCall, { id, description, isHidden, isRequired, renderer }: Loose): FieldBehaviour {
  const field = asText(id) ?? '';
  if (systemField(field) === undefined && !call.state.customFields.has(field))
    throw new JiraRefusal(400, [`The field with id '${field}' was not found.`]);
  if (isHidden === true && ['summary', 'issuetype'].includes(field))
    throw new JiraRefusal(400, [`The field '${field}' cannot be hidden.`]);
  return {
    id: field,
    description: asText(description) ?? '',
    isHidden: isHidden === true,
    isRequired: isHidden !== true && isRequired === true,
    ...(typeof renderer === 'string' ? { renderer } : {}),
  };
}

interface Mapping {
  issueTypeId: string;
  fieldConfigurationId: string;
}

/** A new scheme has the default configuration for all types. */
function mappingsOf(entry: Stored): Mapping[] {
  const given = asList(entry.mappings) as Mapping[];
  return given.some(one => one.issueTypeId === 'default')
    ? given
    : [{ issueTypeId: 'default', fieldConfigurationId: '10000' }, ...given];
}

function listMappings(call: JiraCall): Answer {
  const found = wantedEntries(call, { kind: scheme.kind, idParam: 'fieldConfigurationSchemeId' });
  const rows = found.flatMap(entry => mappingsOf(entry).map(one => ({ fieldConfigurationSchemeId: entry.id, ...one })));
  return pageAnswer(call, rows, row => row);
}

/** Projects that use no scheme of their own stand in a row without one. */
function listProjects(call: JiraCall): Answer {
  const projects = readList(call, 'projectId').map(id => findProject(call, id));
  const ids = [...new Set(projects.map(project => project.fieldConfigurationSchemeId))];
  return pageAnswer(call, ids, id => {
    const projectIds = projects.filter(one => one.fieldConfigurationSchemeId === id).map(one => one.id);
    if (id === null) return { projectIds };
    const { name, description } = findEntry(call, scheme, id);
    return { fieldConfigurationScheme: { id, name, description }, projectIds };
  });
}

function assign(call: JiraCall): Answer {
  const { fieldConfigurationSchemeId, projectId } = readBody(call);
  const project = findProject(call, asText(projectId) ?? '');
  const id = asText(fieldConfigurationSchemeId) ?? null;
  if (id !== null) findEntry(call, scheme, id);
  call.state.projects.edit(project.id, row => {
    row.fieldConfigurationSchemeId = id;
  });
  return empty();
}

function setMappings(call: JiraCall): Answer {
  const entry = findEntry(call, scheme);
  const given = asList(readBody(call).mappings)
    .map(asObject)
    .map((one): Mapping => readMapping(call, one));
  if (given.length === 0) throw new JiraRefusal(400, ['At least one mapping must be specified.']);
  const others = mappingsOf(entry).filter(one => !given.some(({ issueTypeId }) => issueTypeId === one.issueTypeId));
  save(call, entry.id, [...others, ...given]);
  return empty();
}

function readMapping(call: JiraCall, { issueTypeId, fieldConfigurationId }: Loose): Mapping {
  const type = asText(issueTypeId) ?? '';
  if (type !== 'default' && !call.state.issueTypes.has(type))
    throw new JiraRefusal(404, [`The issue type with id '${type}' was not found.`]);
  return { issueTypeId: type, fieldConfigurationId: findEntry(call, configuration, asText(fieldConfigurationId) ?? '').id };
}

function unmap(call: JiraCall): Answer {
  const entry = findEntry(call, scheme);
  const gone = asList(readBody(call).issueTypeIds).map(String);
  if (gone.length === 0) throw new JiraRefusal(400, ['At least one issue type must be specified.']);
  if (gone.includes('default')) throw new JiraRefusal(400, ['The default mapping cannot be removed.']);
  save(
    call,
    entry.id,
    mappingsOf(entry).filter(one => !gone.includes(one.issueTypeId)),
  );
  return empty();
}

function save(call: JiraCall, id: string, mappings: Mapping[]): void {
  call.state.entries.edit(`${scheme.kind}:${id}`, row => {
    row.mappings = mappings;
  });
}
