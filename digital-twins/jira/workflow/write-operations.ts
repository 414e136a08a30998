import { empty, json } from '../../kit/answer.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asObject, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { checkWorkflows } from './check.ts';
import { findWorkflow } from './find.ts';
import { listHistory, readHistory } from './history.ts';
import { createLegacyWorkflow, listLegacyWorkflows } from './legacy.ts';
import { previewWorkflows, readWorkflows } from './read.ts';
import { systemRules } from './rules/system-rules.ts';
import {
  addTransitionProperty,
  editTransitionProperty,
  removeTransitionProperty,
  showTransitionProperties,
} from './transition-properties.ts';
import { isInUse, typesOfStatus, typesOfWorkflow, workflowSchemesOf } from './usages.ts';
import { createWorkflows, updateWorkflows } from './write.ts';

const transitionProperties = '/workflow/transitions/:transition/properties';
const docs = { label: 'docs', admin: true } as const;
const write = { ...docs, write: true } as const;

/** Reading and writing workflows as whole documents. */
export const workflowWriteOperations: RestOperation[] = [
  { name: 'workflows.read', method: 'POST', path: '/workflows', ...docs, run: readWorkflows },
  { name: 'workflows.capabilities', method: 'GET', path: '/workflows/capabilities', ...docs, run: capabilities },
  {
    name: 'workflows.defaultEditor',
    method: 'GET',
    path: '/workflows/defaultEditor',
    label: 'docs',
    run: () => json({ value: 'NEW' }),
  },
  { name: 'workflows.create', method: 'POST', path: '/workflows/create', ...write, run: createWorkflows },
  {
    name: 'workflows.validateCreate',
    method: 'POST',
    path: '/workflows/create/validation',
    ...docs,
    run: call => json({ errors: checkWorkflows(call, asObject(readBody(call).payload), true) }),
  },
  { name: 'workflows.update', method: 'POST', path: '/workflows/update', ...write, run: updateWorkflows },
  {
    name: 'workflows.validateUpdate',
    method: 'POST',
    path: '/workflows/update/validation',
    ...docs,
    run: call => json({ errors: checkWorkflows(call, asObject(readBody(call).payload), false) }),
  },
  { name: 'workflows.preview', method: 'POST', path: '/workflows/preview', label: 'docs', run: previewWorkflows },
  { name: 'workflow.list', method: 'GET', path: '/workflow', ...docs, run: listLegacyWorkflows },
  { name: 'workflow.create', method: 'POST', path: '/workflow', ...write, run: createLegacyWorkflow },
  { name: 'workflow.delete', method: 'DELETE', path: '/workflow/:workflow', ...write, run: remove },
  { name: 'workflow.schemes', method: 'GET', path: '/workflow/:workflow/workflowSchemes', ...docs, run: workflowSchemesOf },
  {
    name: 'workflow.issueTypes',
    method: 'GET',
    path: '/workflow/:workflow/project/:project/issueTypeUsages',
    ...docs,
    run: typesOfWorkflow,
  },
  {
    name: 'statuses.issueTypes',
    method: 'GET',
    path: '/statuses/:status/project/:project/issueTypeUsages',
    ...docs,
    run: typesOfStatus,
  },
  { name: 'workflow.history', method: 'POST', path: '/workflow/history', ...docs, run: readHistory },
  { name: 'workflow.historyList', method: 'POST', path: '/workflow/history/list', ...docs, run: listHistory },
  { name: 'transitionProperty.get', method: 'GET', path: transitionProperties, ...docs, run: showTransitionProperties },
  { name: 'transitionProperty.create', method: 'POST', path: transitionProperties, ...write, run: addTransitionProperty },
  { name: 'transitionProperty.edit', method: 'PUT', path: transitionProperties, ...write, run: editTransitionProperty },
  { name: 'transitionProperty.delete', method: 'DELETE', path: transitionProperties, ...write, run: removeTransitionProperty },
];

function capabilities() {
  return json({
    editorScope: 'GLOBAL',
    projectTypes: ['software', 'business'],
    systemRules: systemRules.map(rule => ({ ...rule, incompatibleRuleKeys: [], isVisible: true })),
    connectRules: [],
    forgeRules: [],
    triggerRules: [],
  });
}

function remove(call: JiraCall) {
  const { id, isDefault } = findWorkflow(call);
  if (isDefault || isInUse(call, id))
    throw new JiraRefusal(400, ['Cannot delete an active workflow: it is used by a project or a workflow scheme.']);
  call.state.workflows.delete(id);
  return empty();
}
