import { json } from '../../kit/answer.ts';
import { adminGroup, usersGroup } from '../access/can.ts';
import { nameOf } from '../field/shape.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import type { Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { groupShape } from '../user/group-shape.ts';
import { audit } from './settings/audit.ts';
import { banner, setBanner } from './settings/banner.ts';
import { listProperties, properties, setColumns, setProperty } from './settings/properties.ts';
import { provider, selectProvider, setTracking, tracking } from './settings/tracking.ts';

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
