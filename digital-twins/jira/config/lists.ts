import { json } from '../../kit/answer.ts';
import type { RestOperation } from '../operation.ts';
import { pageAnswer } from '../reading.ts';
import { viewOf } from '../shapes.ts';
import { fullPriorityShape, resolutionShape, typeShape } from '../workflow/shape.ts';
import { alternatives, createType, deleteType, editType, findType } from './lists/issue-type.ts';
import { createPriority, deletePriority, editPriority, findPriority } from './lists/priority.ts';
import { wanted } from './lists/read.ts';
import { createResolution, editResolution, findResolution } from './lists/resolution.ts';

/** Priorities, resolutions and issue types: what the site has a list of that administrators change. */
export const listOperations: RestOperation[] = [
  {
    name: 'priority.search',
    method: 'GET',
    path: '/priority/search',
    label: 'spec',
    run: call =>
      pageAnswer(call, wanted(call, call.state.priorities.values(), 'priorityName'), one => ({
        ...fullPriorityShape(viewOf(call), one),
        // The paged list says of none that it is the default.
        isDefault: false,
      })),
  },
  {
    name: 'priority.get',
    method: 'GET',
    path: '/priority/:id',
    label: 'spec',
    run: call => json(fullPriorityShape(viewOf(call), findPriority(call))),
  },
  { name: 'priority.create', method: 'POST', path: '/priority', label: 'spec', write: true, admin: true, run: createPriority },
  { name: 'priority.edit', method: 'PUT', path: '/priority/:id', label: 'spec', write: true, admin: true, run: editPriority },
  {
    name: 'priority.delete',
    method: 'DELETE',
    path: '/priority/:id',
    label: 'docs',
    write: true,
    admin: true,
    run: deletePriority,
  },
  {
    name: 'resolution.search',
    method: 'GET',
    path: '/resolution/search',
    label: 'spec',
    run: call =>
      pageAnswer(call, wanted(call, call.state.resolutions.values(), 'name'), one => ({
        ...resolutionShape(viewOf(call), one),
        default: one.isDefault,
      })),
  },
  {
    name: 'resolution.get',
    method: 'GET',
    path: '/resolution/:id',
    label: 'spec',
    run: call => json(resolutionShape(viewOf(call), findResolution(call))),
  },
  {
    name: 'resolution.create',
    method: 'POST',
    path: '/resolution',
    label: 'spec',
    write: true,
    admin: true,
    run: createResolution,
  },
  {
    name: 'resolution.edit',
    method: 'PUT',
    path: '/resolution/:id',
    label: 'spec',
    write: true,
    admin: true,
    run: editResolution,
  },
  {
    name: 'issuetype.get',
    method: 'GET',
    path: '/issuetype/:id',
    label: 'spec',
    run: call => json(typeShape(viewOf(call), findType(call))),
  },
  { name: 'issuetype.alternatives', method: 'GET', path: '/issuetype/:id/alternatives', label: 'spec', run: alternatives },
  { name: 'issuetype.create', method: 'POST', path: '/issuetype', label: 'spec', write: true, admin: true, run: createType },
  { name: 'issuetype.edit', method: 'PUT', path: '/issuetype/:id', label: 'spec', write: true, admin: true, run: editType },
  {
    name: 'issuetype.delete',
    method: 'DELETE',
    path: '/issuetype/:id',
    label: 'spec',
    write: true,
    admin: true,
    run: deleteType,
  },
];
