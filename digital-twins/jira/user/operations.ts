import { json } from '../../kit/answer.ts';
import type { RestOperation } from '../operation.ts';
import { pageAnswer, readList } from '../reading.ts';
import { bulk, create, findUser, groupsOf, onlyForApps, remove, shape, whole } from './account.ts';
import { columns, preference, resetColumns, setColumns, setLocale, setPreference } from './preferences.ts';
import { assignable, assignableMulti, matching, named, picker, search, searchByText, viewers, withPermission } from './search.ts';

export const userOperations: RestOperation[] = [
  {
    name: 'myself',
    method: 'GET',
    path: '/myself',
    label: 'spec',
    run: call => json(whole(call, call.user, readList(call, 'expand'))),
  },
  {
    name: 'user.get',
    method: 'GET',
    path: '/user',
    label: 'spec',
    run: call => json(whole(call, findUser(call), readList(call, 'expand'))),
  },
  { name: 'user.create', method: 'POST', path: '/user', label: 'spec', write: true, admin: true, run: create },
  { name: 'user.delete', method: 'DELETE', path: '/user', label: 'spec', write: true, admin: true, run: remove },
  { name: 'user.bulk', method: 'GET', path: '/user/bulk', label: 'spec', run: bulk },
  {
    name: 'user.bulkMigration',
    method: 'GET',
    path: '/user/bulk/migration',
    label: 'spec',
    run: call => json([...named(call, 'username'), ...named(call, 'key')]),
  },
  { name: 'user.search', method: 'GET', path: '/user/search', label: 'spec', run: searchByText },
  {
    name: 'user.query',
    method: 'GET',
    path: '/user/search/query',
    label: 'guess',
    run: call =>
      pageAnswer(
        call,
        matching(call, () => true),
        shape(call),
        { otherwise: 100 },
      ),
  },
  { name: 'user.list', method: 'GET', path: '/users /users/search', label: 'spec', run: call => json(search(call, () => true)) },
  { name: 'user.assignable', method: 'GET', path: '/user/assignable/search', label: 'spec', run: assignable },
  {
    name: 'user.assignableMulti',
    method: 'GET',
    path: '/user/assignable/multiProjectSearch',
    label: 'spec',
    run: assignableMulti,
  },
  { name: 'user.permission', method: 'GET', path: '/user/permission/search', label: 'spec', run: withPermission },
  { name: 'user.viewable', method: 'GET', path: '/user/viewissue/search', label: 'spec', run: viewers },
  { name: 'user.picker', method: 'GET', path: '/user/picker', label: 'spec', run: picker },
  {
    name: 'user.groups',
    method: 'GET',
    path: '/user/groups',
    label: 'spec',
    run: call => json(groupsOf(call, findUser(call)).map(({ self, name, groupId }) => ({ name, groupId, self }))),
  },
  {
    name: 'user.email',
    method: 'GET',
    path: '/user/email',
    label: 'docs',
    run: onlyForApps,
  },
  { name: 'user.columns', method: 'GET', path: '/user/columns', label: 'spec', run: columns },
  { name: 'user.setColumns', method: 'PUT', path: '/user/columns', label: 'docs', write: true, run: setColumns },
  { name: 'user.resetColumns', method: 'DELETE', path: '/user/columns', label: 'spec', write: true, run: resetColumns },
  { name: 'myself.preference', method: 'GET', path: '/mypreferences', label: 'spec', run: preference },
  { name: 'myself.setPreference', method: 'PUT', path: '/mypreferences', label: 'spec', write: true, run: setPreference },
  { name: 'myself.deletePreference', method: 'DELETE', path: '/mypreferences', label: 'spec', write: true, run: setPreference },
  {
    name: 'myself.locale',
    method: 'GET',
    path: '/mypreferences/locale',
    label: 'spec',
    run: call => json({ locale: call.user.locale }),
  },
  { name: 'myself.setLocale', method: 'PUT', path: '/mypreferences/locale', label: 'spec', write: true, run: setLocale },
];
