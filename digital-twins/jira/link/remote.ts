import { type Answer, empty, json } from '../../kit/answer.ts';
import type { RemoteLink } from '../model/issue.ts';
import { demand, findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asObject, asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

const all = '/issue/:issue/remotelink';
const one = '/issue/:issue/remotelink/:link';

export const remoteLinkOperations: RestOperation[] = [
  { name: 'remoteLink.list', method: 'GET', path: all, label: 'spec', run: list },
  { name: 'remoteLink.put', method: 'POST', path: all, label: 'spec', write: true, run: create },
  { name: 'remoteLink.deleteByGlobalId', method: 'DELETE', path: all, label: 'spec', write: true, run: removeByGlobalId },
  { name: 'remoteLink.get', method: 'GET', path: one, label: 'spec', run: call => json(shape(call, find(call))) },
  { name: 'remoteLink.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'remoteLink.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
];

function shape(call: JiraCall, link: Readonly<RemoteLink>): Record<string, unknown> {
  return {
    id: Number(link.id),
    self: `${api(viewOf(call))}/issue/${link.issueId}/remotelink/${link.id}`,
    ...(link.globalId === null ? {} : { globalId: link.globalId }),
    application: link.application,
    ...(link.relationship === null ? {} : { relationship: link.relationship }),
    object: { icon: {}, status: { icon: {} }, ...link.object },
  };
}

function rows(call: JiraCall): Readonly<RemoteLink>[] {
  return call.state.remoteLinks.by('issue', findIssue(call).id);
}

function list(call: JiraCall): Answer {
  const globalId = call.request.query.get('globalId');
  if (globalId === null) return json(rows(call).map(link => shape(call, link)));
  const link = rows(call).find(candidate => candidate.globalId === globalId);
  if (link === undefined) throw new JiraRefusal(404, [`The remote link with global id '${globalId}' does not exist.`]);
  return json(shape(call, link));
}

function create(call: JiraCall): Answer {
  const given = read(call);
  const known = given.globalId === null ? undefined : rows(call).find(link => link.globalId === given.globalId);
  const link =
    known === undefined
      ? call.state.remoteLinks.add({
          id: String(call.ids.number('jira.remote-link', 10_000)),
          issueId: findIssue(call).id,
          ...given,
        })
      : call.state.remoteLinks.edit(known.id, row => Object.assign(row, given));
  const self = `${api(viewOf(call))}/issue/${findIssue(call).key}/remotelink/${link.id}`;
  return json({ id: Number(link.id), self }, known === undefined ? 201 : 200);
}

function read(call: JiraCall): Omit<RemoteLink, 'id' | 'issueId'> {
  demand(call, 'LINK_ISSUES', findIssue(call), 'You do not have permission to link issues in this project.');
  const body = readBody(call);
  const object = asObject(body.object);
  const errors = Object.fromEntries(
    ['url', 'title'].filter(name => (asText(object[name]) ?? '') === '').map(name => [name, `'${name}' is required.`]),
  );
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  return {
    globalId: asText(body.globalId) ?? null,
    relationship: asText(body.relationship) ?? null,
    application: asObject(body.application),
    object,
  };
}

function find(call: JiraCall): Readonly<RemoteLink> {
  const id = call.params.link ?? '';
  const link = rows(call).find(candidate => candidate.id === id);
  if (link === undefined) throw new JiraRefusal(404, [`The remote link with id '${id}' does not exist.`]);
  return link;
}

function edit(call: JiraCall): Answer {
  const given = read(call);
  call.state.remoteLinks.edit(find(call).id, row => Object.assign(row, given));
  return empty();
}

function remove(call: JiraCall): Answer {
  call.state.remoteLinks.delete(find(call).id);
  return empty();
}

function removeByGlobalId(call: JiraCall): Answer {
  const globalId = call.request.query.get('globalId');
  if (globalId === null) throw new JiraRefusal(400, ["The 'globalId' query parameter is required."]);
  for (const link of rows(call)) if (link.globalId === globalId) call.state.remoteLinks.delete(link.id);
  return empty();
}
