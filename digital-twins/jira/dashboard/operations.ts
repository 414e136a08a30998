import { json } from '../../kit/answer.ts';
import type { RestOperation } from '../operation.ts';
import { copy, create, edit, list, remove, search, shape } from './boards.ts';
import { available, find } from './find.ts';
import { addGadget, editGadget, gadgetShape, removeGadget } from './gadgets.ts';

const one = '/dashboard/:dashboard';

export const dashboardOperations: RestOperation[] = [
  { name: 'dashboard.list', method: 'GET', path: '/dashboard', label: 'spec', anonymous: true, run: list },
  { name: 'dashboard.search', method: 'GET', path: '/dashboard/search', label: 'spec', anonymous: true, run: search },
  { name: 'dashboard.create', method: 'POST', path: '/dashboard', label: 'spec', write: true, run: create },
  {
    name: 'dashboard.gadgets',
    method: 'GET',
    path: '/dashboard/gadgets',
    label: 'spec',
    run: () => json({ gadgets: available.map(([moduleKey, title]) => ({ moduleKey, title })) }),
  },
  { name: 'dashboard.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call, find(call))) },
  { name: 'dashboard.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'dashboard.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'dashboard.copy', method: 'POST', path: `${one}/copy`, label: 'spec', write: true, run: copy },
  {
    name: 'gadget.list',
    method: 'GET',
    path: `${one}/gadget`,
    label: 'spec',
    run: call => json({ gadgets: find(call).gadgets.map(gadgetShape) }),
  },
  { name: 'gadget.add', method: 'POST', path: `${one}/gadget`, label: 'spec', write: true, run: addGadget },
  { name: 'gadget.edit', method: 'PUT', path: `${one}/gadget/:gadget`, label: 'spec', write: true, run: editGadget },
  { name: 'gadget.remove', method: 'DELETE', path: `${one}/gadget/:gadget`, label: 'spec', write: true, run: removeGadget },
];
