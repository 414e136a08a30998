import { json } from '../../kit/answer.ts';
import { findProject, type RestOperation } from '../operation.ts';
import { readList } from '../reading.ts';
import { archive, edit, remove, removeLater, restore } from './change.ts';
import { create } from './make.ts';
import { fullShape, hierarchy, search, statuses, visible } from './read.ts';

export const one = '/project/:project';

export const projectOperations: RestOperation[] = [
  {
    name: 'project.list',
    method: 'GET',
    path: '/project',
    label: 'spec',
    anonymous: true,
    run: call => json(visible(call).map(project => fullShape(call, project, readList(call, 'expand')))),
  },
  { name: 'project.search', method: 'GET', path: '/project/search', label: 'spec', anonymous: true, run: search },
  {
    name: 'project.recent',
    method: 'GET',
    path: '/project/recent',
    label: 'spec',
    run: call =>
      json(
        visible(call)
          .slice(0, 20)
          .map(project => fullShape(call, project, [])),
      ),
  },
  {
    name: 'project.get',
    method: 'GET',
    path: one,
    label: 'spec',
    anonymous: true,
    run: call => json(fullShape(call, findProject(call), readList(call, 'expand'))),
  },
  { name: 'project.create', method: 'POST', path: '/project', label: 'spec', write: true, admin: true, run: create },
  { name: 'project.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'project.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'project.deleteAsync', method: 'POST', path: `${one}/delete`, label: 'docs', write: true, run: removeLater },
  { name: 'project.restore', method: 'POST', path: `${one}/restore`, label: 'spec', write: true, admin: true, run: restore },
  { name: 'project.archive', method: 'POST', path: `${one}/archive`, label: 'spec', write: true, run: archive },
  { name: 'project.statuses', method: 'GET', path: `${one}/statuses`, label: 'spec', run: statuses },
  { name: 'project.hierarchy', method: 'GET', path: `${one}/hierarchy`, label: 'docs', run: hierarchy },
];
