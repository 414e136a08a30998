import { type Answer, empty, json } from '../../kit/answer.ts';
import { adminGroup, usersGroup } from '../access/can.ts';
import { nameOf } from '../field/shape.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, type Loose, readBody, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { groupShape } from '../user/group-shape.ts';
import { readColumns } from './columns.ts';

/** Settings the site has one of. */
export const settingOperations: RestOperation[] = [
  { name: 'timeTracking.get', method: 'GET', path: '/configuration/timetracking', label: 'spec', run: () => json(provider) },
  {
    name: 'timeTracking.list',
    method: 'GET',
    path: '/configuration/timetracking/list',
    label: 'spec',
    run: () => json([provider]),
  },
  {
    name: 'timeTracking.select',
    method: 'PUT',
    path: '/configuration/timetracking',
    label: 'spec',
    write: true,
    admin: true,
    run: selectProvider,
  },
  {
    name: 'timeTracking.options',
    method: 'GET',
    path: '/configuration/timetracking/options',
    label: 'spec',
    run: call => json(tracking(call)),
  },
  {
    name: 'timeTracking.setOptions',
    method: 'PUT',
    path: '/configuration/timetracking/options',
    label: 'spec',
    write: true,
    admin: true,
    run: setTracking,
  },
  { name: 'banner.get', method: 'GET', path: '/announcementBanner', label: 'spec', admin: true, run: call => json(banner(call)) },
  { name: 'banner.set', method: 'PUT', path: '/announcementBanner', label: 'spec', write: true, admin: true, run: setBanner },
  {
    name: 'applicationRole.list',
    method: 'GET',
    path: '/applicationrole',
    label: 'spec',
    admin: true,
    run: call => json([applicationRole(call)]),
  },
  {
    name: 'applicationRole.get',
    method: 'GET',
    path: '/applicationrole/:key',
    label: 'spec',
    admin: true,
    run: call => {
      if (call.params.key !== 'jira-software') throw new JiraRefusal(404, ['The application role does not exist.']);
      return json(applicationRole(call));
    },
  },
  { name: 'settings.list', method: 'GET', path: '/application-properties', label: 'spec', admin: true, run: listProperties },
  {
    name: 'settings.advanced',
    method: 'GET',
    path: '/application-properties/advanced-settings',
    label: 'spec',
    admin: true,
    run: call => json(properties(call)),
  },
  {
    name: 'settings.set',
    method: 'PUT',
    path: '/application-properties/:key',
    label: 'spec',
    write: true,
    admin: true,
    run: setProperty,
  },
  {
    name: 'settings.columns',
    method: 'GET',
    path: '/settings/columns',
    label: 'spec',
    run: call => json(call.state.settings.navigatorColumns.map(value => ({ label: nameOf(call.state, value), value }))),
  },
  {
    name: 'settings.setColumns',
    method: 'PUT',
    path: '/settings/columns',
    label: 'docs',
    write: true,
    admin: true,
    run: setColumns,
  },
  { name: 'audit.list', method: 'GET', path: '/auditing/record', label: 'spec', admin: true, run: audit },
  {
    name: 'license',
    method: 'GET',
    path: '/instance/license',
    label: 'spec',
    run: () => json({ applications: [{ id: 'jira-software', plan: 'PAID' }] }),
  },
  {
    name: 'license.users',
    method: 'GET',
    path: '/license/approximateLicenseCount',
    label: 'spec',
    run: call => json({ key: 'license_count', value: String([...call.state.users.values()].filter(user => user.active).length) }),
  },
  {
    name: 'license.product',
    method: 'GET',
    path: '/license/approximateLicenseCount/product/:key',
    label: 'spec',
    run: call => json({ key: call.params.key, value: String([...call.state.users.values()].filter(user => user.active).length) }),
  },
];

const provider = { key: 'JIRA', name: 'JIRA provided time tracking', url: '/example/config/url' };

function selectProvider(call: JiraCall): Answer {
  if (readBody(call).key !== provider.key) throw new JiraRefusal(400, ['The time tracking provider does not exist.']);
  return empty();
}

function tracking({ state }: JiraCall): Loose {
  const { hoursPerDay, daysPerWeek, timeFormat, defaultUnit } = state.settings.timeTracking;
  return { workingHoursPerDay: hoursPerDay, workingDaysPerWeek: daysPerWeek, timeFormat, defaultUnit };
}

function setTracking(call: JiraCall): Answer {
  const { workingHoursPerDay, workingDaysPerWeek, timeFormat, defaultUnit } = readBody(call);
  const isValid =
    typeof workingHoursPerDay === 'number' &&
    typeof workingDaysPerWeek === 'number' &&
    ['pretty', 'days', 'hours'].includes(String(timeFormat)) &&
    ['minute', 'hour', 'day', 'week'].includes(String(defaultUnit));
  if (!isValid) throw new JiraRefusal(400, ['The request is not valid.']);
  Object.assign(call.state.settings.timeTracking, {
    hoursPerDay: workingHoursPerDay,
    daysPerWeek: workingDaysPerWeek,
    timeFormat,
    defaultUnit,
  });
  return json(tracking(call));
}

function banner({ state }: JiraCall): Loose {
  const { message } = state.settings.announcement;
  return { ...state.settings.announcement, hashId: Buffer.from(message).toString('base64url').slice(0, 16) };
}

function setBanner(call: JiraCall): Answer {
  const { message, isEnabled, isDismissible, visibility } = readBody(call);
  if (visibility !== undefined && visibility !== 'public' && visibility !== 'private')
    throw new JiraRefusal(400, [], { visibility: 'The visibility is not valid.' });
  Object.assign(call.state.settings.announcement, {
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof isEnabled === 'boolean' ? { isEnabled } : {}),
    ...(typeof isDismissible === 'boolean' ? { isDismissible } : {}),
    ...(visibility === undefined ? {} : { visibility }),
  });
  return empty();
}

function applicationRole(call: JiraCall): Loose {
  const groups = [usersGroup, adminGroup]
    .flatMap(name => call.state.groups.by('name', name))
    .map(group => groupShape(viewOf(call), group));
  const userCount = [...call.state.users.values()].filter(user => user.active).length;
  return {
    key: 'jira-software',
    groups: groups.map(({ name }) => name),
    groupDetails: groups,
    name: 'Jira Software',
    defaultGroups: [usersGroup],
    defaultGroupsDetails: groups.slice(0, 1),
    selectedByDefault: false,
    defined: true,
    numberOfSeats: 35_000,
    remainingSeats: 35_000 - userCount,
    userCount,
    userCountDescription: 'users',
    hasUnlimitedSeats: false,
    platform: false,
  };
}

const known: [key: string, name: string, type: string, value: string][] = [
  ['jira.title', 'Title', 'string', ''],
  ['jira.clone.prefix', 'The prefix added to the Summary field of cloned issues', 'string', 'CLONE -'],
  ['jira.date.picker.java.format', 'Date Picker Format (Java)', 'string', 'd/MMM/yy'],
  ['jira.lf.date.time', 'Time Format', 'string', 'h:mm a'],
  ['jira.home', 'jira.home', 'string', '/var/jira'],
  ['jira.issuenav.criteria.autoupdate', 'Auto Update Criteria', 'boolean', 'true'],
];

function properties({ state }: JiraCall): Loose[] {
  return known.map(([key, name, type, value]) => {
    const set = key === 'jira.title' ? state.settings.title : (state.settings.appProperties[key] ?? value);
    return { id: key, key, value: set, name, desc: '', type, defaultValue: value };
  });
}

function listProperties(call: JiraCall): Answer {
  const { query } = call.request;
  const [key, filter] = [query.get('key'), query.get('keyFilter')];
  const all = properties(call).filter(
    one => filter === null || String(one.key).includes(filter.replaceAll('*', '').replaceAll('.', '.')),
  );
  if (key === null) return json(all);
  const found = all.find(one => one.key === key);
  if (found === undefined) throw new JiraRefusal(404, [`The application property '${key}' does not exist.`]);
  return json(found);
}

function setProperty(call: JiraCall): Answer {
  const key = call.params.key ?? '';
  if (!known.some(([name]) => name === key)) throw new JiraRefusal(404, [`The application property '${key}' does not exist.`]);
  const value = asText(readBody(call).value);
  if (value === undefined) throw new JiraRefusal(400, ['The value must be a string.']);
  const { settings } = call.state;
  if (key === 'jira.title') settings.title = value;
  else settings.appProperties[key] = value;
  return json(properties(call).find(one => one.key === key));
}

function setColumns(call: JiraCall): Answer {
  const given = readColumns(call);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one column must be given.']);
  const unknown = given.find(id => nameOf(call.state, id) === id && !call.state.customFields.has(id));
  if (unknown !== undefined) throw new JiraRefusal(400, [`The column '${unknown}' does not exist.`]);
  call.state.settings.navigatorColumns = given;
  return json({});
}

/** Jira counts all records, whatever the filter leaves of them. */
function audit(call: JiraCall): Answer {
  const { query } = call.request;
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? readSpan(call, 1000).maxResults), 1000);
  const text = (query.get('filter') ?? '').toLowerCase();
  const [from, to] = [timeOf(query.get('from'), 0), timeOf(query.get('to'), Number.MAX_SAFE_INTEGER)];
  const all = [...call.state.auditRecords.values()].toReversed();
  const found = all.filter(
    one => `${one.summary} ${one.object.name}`.toLowerCase().includes(text) && one.at >= from && one.at <= to,
  );
  const records = found.slice(offset, offset + limit).map(one => ({
    id: Number(one.id),
    summary: one.summary,
    remoteAddress: '',
    authorAccountId: one.author,
    created: new Date(one.at).toISOString().replace('Z', '+0000'),
    category: one.category,
    eventSource: '',
    objectItem: { id: one.object.id ?? '', name: one.object.name, typeName: one.object.type },
  }));
  return json({ offset, limit, total: all.length, records });
}

function timeOf(text: string | null, otherwise: number): number {
  const time = text === null ? otherwise : Date.parse(text);
  if (Number.isNaN(time)) throw new JiraRefusal(400, ['The date is not valid.']);
  return time;
}
