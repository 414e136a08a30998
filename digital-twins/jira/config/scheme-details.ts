import { type Answer, empty } from '../../kit/answer.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { findEntry } from './resource.ts';
import { events } from './site-facts.ts';

const typeScreens = { kind: 'issueTypeScreenScheme', noun: 'issue type screen scheme' };
const screens = { kind: 'screenScheme', noun: 'screen scheme' };
const types = { kind: 'issueTypeScheme', noun: 'issue type scheme' };
const notifications = { kind: 'notificationScheme', noun: 'notification scheme' };
const mapping = '/issuetypescreenscheme/:id/mapping';
const write = { label: 'docs', write: true, admin: true } as const;

/** The parts of schemes that are changed one by one. */
export const schemeDetailOperations: RestOperation[] = [
  { name: 'issueTypeScreenScheme.map', method: 'PUT', path: mapping, ...write, run: mapScreens },
  { name: 'issueTypeScreenScheme.mapDefault', method: 'PUT', path: `${mapping}/default`, ...write, run: mapDefault },
  { name: 'issueTypeScreenScheme.unmap', method: 'POST', path: `${mapping}/remove`, ...write, run: unmapScreens },
  { name: 'issueTypeScheme.move', method: 'PUT', path: '/issuetypescheme/:id/issuetype/move', ...write, run: moveTypes },
  {
    name: 'notificationScheme.add',
    method: 'PUT',
    path: '/notificationscheme/:id/notification',
    ...write,
    run: addNotifications,
  },
  {
    name: 'notificationScheme.remove',
    method: 'DELETE',
    path: '/notificationscheme/:id/notification/:notification',
    ...write,
    run: removeNotification,
  },
];

function saveMappings(call: JiraCall, change: (mappings: Loose[]) => Loose[]): Answer {
  const entry = findEntry(call, typeScreens);
  const given = asList(entry.issueTypeMappings).map(asObject);
  const all = given.some(one => one.issueTypeId === 'default')
    ? given
    : [{ issueTypeId: 'default', screenSchemeId: '1' }, ...given];
  const issueTypeMappings = change(all);
  call.state.entries.edit(`${typeScreens.kind}:${entry.id}`, row => {
    row.issueTypeMappings = issueTypeMappings;
  });
  return empty();
}

function mapScreens(call: JiraCall): Answer {
  const given = asList(readBody(call).issueTypeMappings)
    .map(asObject)
    .map(({ issueTypeId, screenSchemeId }) => {
      const type = asText(issueTypeId) ?? '';
      if (!call.state.issueTypes.has(type)) throw new JiraRefusal(404, [`The issue type with id '${type}' was not found.`]);
      return { issueTypeId: type, screenSchemeId: findEntry(call, screens, asText(screenSchemeId) ?? '').id };
    });
  if (given.length === 0) throw new JiraRefusal(400, ['At least one mapping must be specified.']);
  return saveMappings(call, all => {
    const taken = all.find(one => given.some(({ issueTypeId }) => issueTypeId === one.issueTypeId));
    if (taken !== undefined) throw new JiraRefusal(409, ['The issue type is already mapped in the issue type screen scheme.']);
    return [...all, ...given];
  });
}

function mapDefault(call: JiraCall): Answer {
  const id = findEntry(call, screens, asText(readBody(call).screenSchemeId) ?? '').id;
  return saveMappings(call, all => all.map(one => (one.issueTypeId === 'default' ? { ...one, screenSchemeId: id } : one)));
}

function unmapScreens(call: JiraCall): Answer {
  const gone = asList(readBody(call).issueTypeIds).map(String);
  if (gone.length === 0 || gone.includes('default'))
    throw new JiraRefusal(400, ['At least one issue type other than the default must be specified.']);
  return saveMappings(call, all => all.filter(one => !gone.includes(String(one.issueTypeId))));
}

function moveTypes(call: JiraCall): Answer {
  const entry = findEntry(call, types);
  const body = readBody(call);
  const moved = asList(body.issueTypeIds).map(String);
  const ids = asList(entry.issueTypeIds).map(String);
  if (moved.length === 0 || moved.some(id => !ids.includes(id)))
    throw new JiraRefusal(400, ['The issue types must be in the issue type scheme.']);
  const others = ids.filter(id => !moved.includes(id));
  const behind = others.indexOf(asText(body.after) ?? '');
  const place = body.position === 'First' ? 0 : body.position === 'Last' ? others.length : behind < 0 ? undefined : behind + 1;
  if (place === undefined) throw new JiraRefusal(400, ["Either 'position' or 'after' must be specified."]);
  call.state.entries.edit(`${types.kind}:${entry.id}`, row => {
    row.issueTypeIds = others.toSpliced(place, 0, ...moved);
  });
  return empty();
}

function addNotifications(call: JiraCall): Answer {
  const entry = findEntry(call, notifications);
  const given = asList(readBody(call).notificationSchemeEvents).map(asObject);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one event must be specified.']);
  const added = given.map(one => {
    const event = events.find(({ id }) => String(id) === asText(asObject(one.event).id));
    if (event === undefined) throw new JiraRefusal(400, ['The event does not exist.']);
    const rows = asList(one.notifications).map(asObject);
    return { event, notifications: rows.map(each => ({ id: call.ids.number('jira.notification', 10_000), ...each })) };
  });
  const known = asList(entry.notificationSchemeEvents).map(asObject);
  call.state.entries.edit(`${notifications.kind}:${entry.id}`, row => {
    row.notificationSchemeEvents = [...known, ...added];
  });
  return empty();
}

function removeNotification(call: JiraCall): Answer {
  const entry = findEntry(call, notifications);
  const wanted = call.params.notification;
  const all = asList(entry.notificationSchemeEvents).map(asObject);
  const isIt = (one: unknown) => String(asObject(one).id) === wanted;
  if (!all.some(one => asList(one.notifications).some(isIt)))
    throw new JiraRefusal(404, [`The notification with id '${wanted}' was not found.`]);
  const left = all.map(one => ({ ...one, notifications: asList(one.notifications).filter(each => !isIt(each)) }));
  call.state.entries.edit(`${notifications.kind}:${entry.id}`, row => {
    row.notificationSchemeEvents = left.filter(one => one.notifications.length > 0);
  });
  return empty();
}
