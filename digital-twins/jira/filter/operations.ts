import { json } from '../../kit/answer.ts';
import { shareShape } from '../config/shares.ts';
import type { RestOperation } from '../operation.ts';
import { columns, resetColumns, setColumns } from './columns.ts';
import { find, visible } from './find.ts';
import { mine, search } from './list.ts';
import { shape } from './shape.ts';
import { addShare, findShare, removeShare } from './shares.ts';
import { create, edit, favour, remove, setOwner, setScope } from './write.ts';

export const one = '/filter/:filter';

export const filterOperations: RestOperation[] = [
  { name: 'filter.create', method: 'POST', path: '/filter', label: 'spec', write: true, run: create },
  { name: 'filter.mine', method: 'GET', path: '/filter/my', label: 'spec', run: mine },
  {
    name: 'filter.favourites',
    method: 'GET',
    path: '/filter/favourite',
    label: 'spec',
    run: call =>
      json(
        visible(call)
          .filter(filter => filter.favouredBy.includes(call.user.accountId))
          .map(filter => shape(call, filter)),
      ),
  },
  { name: 'filter.search', method: 'GET', path: '/filter/search', label: 'spec', run: search },
  {
    name: 'filter.scope',
    method: 'GET',
    path: '/filter/defaultShareScope',
    label: 'spec',
    run: call => json({ scope: call.user.preferences['filter.scope'] ?? 'PRIVATE' }),
  },
  { name: 'filter.setScope', method: 'PUT', path: '/filter/defaultShareScope', label: 'spec', write: true, run: setScope },
  { name: 'filter.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call, find(call))) },
  { name: 'filter.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'filter.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'filter.favour', method: 'PUT', path: `${one}/favourite`, label: 'spec', write: true, run: call => favour(call, true) },
  {
    name: 'filter.unfavour',
    method: 'DELETE',
    path: `${one}/favourite`,
    label: 'spec',
    write: true,
    run: call => favour(call, false),
  },
  { name: 'filter.owner', method: 'PUT', path: `${one}/owner`, label: 'spec', write: true, run: setOwner },
  { name: 'filter.columns', method: 'GET', path: `${one}/columns`, label: 'spec', run: columns },
  { name: 'filter.setColumns', method: 'PUT', path: `${one}/columns`, label: 'spec', write: true, run: setColumns },
  { name: 'filter.resetColumns', method: 'DELETE', path: `${one}/columns`, label: 'spec', write: true, run: resetColumns },
  {
    name: 'filter.shares',
    method: 'GET',
    path: `${one}/permission`,
    label: 'spec',
    run: call => json(find(call).shares.map(share => shareShape(call, share))),
  },
  { name: 'filter.share', method: 'POST', path: `${one}/permission`, label: 'spec', write: true, run: addShare },
  {
    name: 'filter.shareGet',
    method: 'GET',
    path: `${one}/permission/:share`,
    label: 'spec',
    run: call => json(shareShape(call, findShare(call))),
  },
  { name: 'filter.unshare', method: 'DELETE', path: `${one}/permission/:share`, label: 'spec', write: true, run: removeShare },
];
