import type { RestOperation } from '../operation.ts';
import { pageAnswer } from '../reading.ts';
import { contextsOf } from './find.ts';
import {
  createContext,
  editContext,
  listContexts,
  map,
  projectMappings,
  removeContext,
  setDefaults,
  typeMappings,
} from './manage-contexts.ts';
import { create, edit, remove, search, setTrash, trashed } from './manage-fields.ts';
import { createOptions, editOptions, getOption, listOptions, moveOptions, removeOption } from './manage-options.ts';

export const one = '/field/:field';

export const contexts = `${one}/context`;

export const options = `${contexts}/:context/option`;

export const fieldOperations: RestOperation[] = [
  { name: 'field.create', method: 'POST', path: '/field', label: 'spec', write: true, admin: true, run: create },
  { name: 'field.search', method: 'GET', path: '/field/search', label: 'spec', run: search },
  { name: 'field.trashed', method: 'GET', path: '/field/search/trashed', label: 'spec', run: trashed },
  { name: 'field.edit', method: 'PUT', path: one, label: 'spec', write: true, admin: true, run: edit },
  { name: 'field.delete', method: 'DELETE', path: one, label: 'docs', write: true, admin: true, run: remove },
  {
    name: 'field.trash',
    method: 'POST',
    path: `${one}/trash`,
    label: 'docs',
    write: true,
    admin: true,
    run: call => setTrash(call, true),
  },
  {
    name: 'field.restore',
    method: 'POST',
    path: `${one}/restore`,
    label: 'docs',
    write: true,
    admin: true,
    run: call => setTrash(call, false),
  },
  { name: 'context.list', method: 'GET', path: contexts, label: 'spec', run: listContexts },
  { name: 'context.create', method: 'POST', path: contexts, label: 'spec', write: true, admin: true, run: createContext },
  {
    name: 'context.edit',
    method: 'PUT',
    path: `${contexts}/:context`,
    label: 'spec',
    write: true,
    admin: true,
    run: editContext,
  },
  {
    name: 'context.delete',
    method: 'DELETE',
    path: `${contexts}/:context`,
    label: 'spec',
    write: true,
    admin: true,
    run: removeContext,
  },
  { name: 'context.projects', method: 'GET', path: `${contexts}/projectmapping`, label: 'spec', run: projectMappings },
  { name: 'context.issueTypes', method: 'GET', path: `${contexts}/issuetypemapping`, label: 'spec', run: typeMappings },
  {
    name: 'context.setProjects',
    method: 'PUT',
    path: `${contexts}/:context/project`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'projectIds', true),
  },
  {
    name: 'context.removeProjects',
    method: 'POST',
    path: `${contexts}/:context/project/remove`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'projectIds', false),
  },
  {
    name: 'context.setIssueTypes',
    method: 'PUT',
    path: `${contexts}/:context/issuetype`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'issueTypeIds', true),
  },
  {
    name: 'context.removeIssueTypes',
    method: 'POST',
    path: `${contexts}/:context/issuetype/remove`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'issueTypeIds', false),
  },
  {
    name: 'context.defaults',
    method: 'GET',
    path: `${contexts}/defaultValue`,
    label: 'docs',
    run: call =>
      pageAnswer(
        call,
        contextsOf(call).filter(context => context.defaultValue !== null),
        ({ id, defaultValue }) => ({ ...defaultValue, contextId: id }),
      ),
  },
  {
    name: 'context.setDefaults',
    method: 'PUT',
    path: `${contexts}/defaultValue`,
    label: 'spec',
    write: true,
    admin: true,
    run: setDefaults,
  },
  { name: 'option.list', method: 'GET', path: options, label: 'spec', run: listOptions },
  { name: 'option.create', method: 'POST', path: options, label: 'spec', write: true, admin: true, run: createOptions },
  { name: 'option.edit', method: 'PUT', path: options, label: 'spec', write: true, admin: true, run: editOptions },
  { name: 'option.move', method: 'PUT', path: `${options}/move`, label: 'spec', write: true, admin: true, run: moveOptions },
  {
    name: 'option.delete',
    method: 'DELETE',
    path: `${options}/:option`,
    label: 'spec',
    write: true,
    admin: true,
    run: removeOption,
  },
  { name: 'option.get', method: 'GET', path: '/customFieldOption/:option', label: 'spec', run: getOption },
];
