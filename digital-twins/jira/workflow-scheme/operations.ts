import { json } from '../../kit/answer.ts';
import type { RestOperation } from '../operation.ts';
import { createDraft, deleteDraft, editDraft, publishDraft, showDraft, switchScheme } from './drafts.ts';
import {
  removeDefault,
  removeType,
  removeWorkflow,
  setDefault,
  setType,
  setWorkflow,
  showDefault,
  showType,
  showWorkflow,
} from './mappings.ts';
import { findScheme, projectsOf } from './scheme.ts';
import { readSchemes, requiredMappings, updateScheme } from './update.ts';

const one = '/workflowscheme/:id';
const docs = { label: 'docs', admin: true } as const;
const write = { ...docs, write: true } as const;

/** A scheme and its draft have the same parts; their paths differ by `/draft`. */
function partsOf(root: string, name: string): RestOperation[] {
  const [byDefault, ofType, ofWorkflow] = [`${root}/default`, `${root}/issuetype/:type`, `${root}/workflow`];
  return [
    { name: `${name}.default`, method: 'GET', path: byDefault, ...docs, run: showDefault },
    { name: `${name}.setDefault`, method: 'PUT', path: byDefault, ...write, run: setDefault },
    { name: `${name}.removeDefault`, method: 'DELETE', path: byDefault, ...write, run: removeDefault },
    { name: `${name}.issueType`, method: 'GET', path: ofType, ...docs, run: showType },
    { name: `${name}.setIssueType`, method: 'PUT', path: ofType, ...write, run: setType },
    { name: `${name}.removeIssueType`, method: 'DELETE', path: ofType, ...write, run: removeType },
    { name: `${name}.workflow`, method: 'GET', path: ofWorkflow, ...docs, run: showWorkflow },
    { name: `${name}.setWorkflow`, method: 'PUT', path: ofWorkflow, ...write, run: setWorkflow },
    { name: `${name}.removeWorkflow`, method: 'DELETE', path: ofWorkflow, ...write, run: removeWorkflow },
  ];
}

/** Which workflow each issue type follows, and drafts of schemes that projects use. */
export const workflowSchemeOperations: RestOperation[] = [
  ...partsOf(one, 'workflowScheme'),
  ...partsOf(`${one}/draft`, 'workflowSchemeDraft'),
  { name: 'workflowSchemeDraft.create', method: 'POST', path: `${one}/createdraft`, ...write, run: createDraft },
  { name: 'workflowSchemeDraft.get', method: 'GET', path: `${one}/draft`, ...docs, run: showDraft },
  { name: 'workflowSchemeDraft.edit', method: 'PUT', path: `${one}/draft`, ...write, run: editDraft },
  { name: 'workflowSchemeDraft.delete', method: 'DELETE', path: `${one}/draft`, ...write, run: deleteDraft },
  { name: 'workflowSchemeDraft.publish', method: 'POST', path: `${one}/draft/publish`, ...write, run: publishDraft },
  { name: 'workflowScheme.switch', method: 'POST', path: '/workflowscheme/project/switch', ...write, run: switchScheme },
  { name: 'workflowScheme.read', method: 'POST', path: '/workflowscheme/read', ...docs, run: readSchemes },
  { name: 'workflowScheme.update', method: 'POST', path: '/workflowscheme/update', ...write, run: updateScheme },
  {
    name: 'workflowScheme.requiredMappings',
    method: 'POST',
    path: '/workflowscheme/update/mappings',
    ...docs,
    run: requiredMappings,
  },
  {
    name: 'workflowScheme.projects',
    method: 'GET',
    path: `${one}/projectUsages`,
    ...docs,
    run: call => {
      const { id } = findScheme(call);
      return json({ workflowSchemeId: id, projects: { values: projectsOf(call, id).map(project => ({ id: project.id })) } });
    },
  },
];
