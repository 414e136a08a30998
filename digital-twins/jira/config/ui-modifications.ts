import { type Answer, empty, json } from '../../kit/answer.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { findEntry, type Stored } from './resource.ts';

const resource = { kind: 'uiModification', noun: 'UI modification' };
const all = '/uiModifications';

/** UI modifications: data of an app for the places where its scripts run. */
export const uiModificationOperations: RestOperation[] = [
  { name: 'uiModification.list', method: 'GET', path: all, label: 'docs', run: forApps(list) },
  { name: 'uiModification.create', method: 'POST', path: all, label: 'docs', write: true, run: forApps(create) },
  { name: 'uiModification.edit', method: 'PUT', path: `${all}/:id`, label: 'docs', write: true, run: forApps(edit) },
  {
    name: 'uiModification.delete',
    method: 'DELETE',
    path: `${all}/:id`,
    label: 'docs',
    write: true,
    run: forApps(call => {
      call.state.entries.delete(`${resource.kind}:${findEntry(call, resource).id}`);
      return empty();
    }),
  },
];

/** Only apps have them (Jira docs, "UI modifications (apps)"). */
function forApps(run: (call: JiraCall) => Answer): (call: JiraCall) => Answer {
  return call => {
    if (call.user.accountType !== 'app') throw new JiraRefusal(403, ['The request is not from an app.']);
    return run(call);
  };
}

const selfOf = (call: JiraCall, id: string) => `${api(viewOf(call))}/uiModifications/${id}`;

function list(call: JiraCall): Answer {
  const expand = readList(call, 'expand');
  const shape = ({ id, name, description, data, contexts }: Stored): Loose => ({
    id,
    name,
    description,
    self: selfOf(call, id),
    ...(expand.includes('data') ? { data: data ?? '' } : {}),
    ...(expand.includes('contexts') ? { contexts } : {}),
  });
  return pageAnswer(call, call.state.entries.by('kind', resource.kind), shape, { otherwise: 50, most: 100 });
}

function readContexts(call: JiraCall, list: unknown): Loose[] {
  const given = asList(list).map(asObject);
  if (given.length > 1000) throw new JiraRefusal(400, ['At most 1000 contexts can be given.']);
  return given.map(one => ({
    ...one,
    id: asText(one.id) ?? call.ids.named('jira.uim-context', String(call.ids.number('jira.uim-context', 1)), uuid),
    isAvailable: call.state.projects.has(asText(one.projectId) ?? '') && call.state.issueTypes.has(asText(one.issueTypeId) ?? ''),
  }));
}

const uuid = { prefix: '', length: 32, alphabet: '0123456789abcdef' };

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const name = asText(body.name)?.trim() ?? '';
  if (name === '' || name.length > 255)
    throw new JiraRefusal(400, ['The name of the UI modification must have between 1 and 255 characters.']);
  const contexts = readContexts(call, body.contexts);
  const id = call.ids.named('jira.uim', String(call.ids.number('jira.uim', 1)), uuid);
  const description = asText(body.description) ?? '';
  call.state.entries.add({ kind: resource.kind, id, name, description, data: asText(body.data) ?? '', contexts });
  return json({ id, self: selfOf(call, id) }, 201);
}

function edit(call: JiraCall): Answer {
  const { id } = findEntry(call, resource);
  const body = readBody(call);
  const contexts = body.contexts === undefined ? undefined : readContexts(call, body.contexts);
  call.state.entries.edit(`${resource.kind}:${id}`, row => {
    row.name = asText(body.name) ?? row.name;
    row.description = asText(body.description) ?? row.description;
    if (body.data !== undefined) row.data = asText(body.data) ?? '';
    if (contexts !== undefined) row.contexts = contexts;
  });
  return empty();
}
