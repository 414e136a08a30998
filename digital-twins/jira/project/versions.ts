import { json } from '../../kit/answer.ts';
import type { RestOperation } from '../operation.ts';
import { find, shape } from './version/find.ts';
import { inProject, page, relatedCounts, unresolvedCount } from './version/list.ts';
import { addRelatedWork, deleteRelatedWork, editRelatedWork } from './version/related-work.ts';
import { merge, remove, removeAndSwap } from './version/remove.ts';
import { create, edit, move } from './version/write.ts';

const one = '/version/:version';

export const versionOperations: RestOperation[] = [
  { name: 'version.create', method: 'POST', path: '/version', label: 'spec', write: true, run: create },
  { name: 'version.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call)(find(call))) },
  { name: 'version.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'version.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'version.removeAndSwap', method: 'POST', path: `${one}/removeAndSwap`, label: 'spec', write: true, run: removeAndSwap },
  { name: 'version.merge', method: 'PUT', path: `${one}/mergeto/:target`, label: 'spec', write: true, run: merge },
  { name: 'version.move', method: 'POST', path: `${one}/move`, label: 'spec', write: true, run: move },
  { name: 'version.count', method: 'GET', path: `${one}/relatedIssueCounts`, label: 'spec', run: relatedCounts },
  { name: 'version.unresolvedCount', method: 'GET', path: `${one}/unresolvedIssueCount`, label: 'spec', run: unresolvedCount },
  {
    name: 'version.relatedWork',
    method: 'GET',
    path: `${one}/relatedwork`,
    label: 'spec',
    run: call => json(find(call).relatedWork.map(({ id, ...work }) => ({ ...work, relatedWorkId: id }))),
  },
  { name: 'version.addRelatedWork', method: 'POST', path: `${one}/relatedwork`, label: 'spec', write: true, run: addRelatedWork },
  {
    name: 'version.editRelatedWork',
    method: 'PUT',
    path: `${one}/relatedwork`,
    label: 'spec',
    write: true,
    run: editRelatedWork,
  },
  {
    name: 'version.deleteRelatedWork',
    method: 'DELETE',
    path: `${one}/relatedwork/:work`,
    label: 'spec',
    write: true,
    run: deleteRelatedWork,
  },
  {
    name: 'project.versions',
    method: 'GET',
    path: '/project/:project/versions',
    label: 'spec',
    anonymous: true,
    run: call => json(inProject(call).map(shape(call))),
  },
  { name: 'project.versionPage', method: 'GET', path: '/project/:project/version', label: 'spec', anonymous: true, run: page },
];
