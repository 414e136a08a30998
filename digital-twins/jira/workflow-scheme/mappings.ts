import { type Answer, empty, json } from '../../kit/answer.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { changePlan, readPlan } from './edit.ts';
import { builtIn, type Plan, readWorkflowName } from './scheme.ts';

const draftFlag = (call: JiraCall) => call.request.query.get('updateDraftIfNeeded');

export function showDefault(call: JiraCall): Answer {
  return json({ workflow: readPlan(call).defaultWorkflow ?? builtIn });
}

export function setDefault(call: JiraCall): Answer {
  const body = readBody(call);
  const defaultWorkflow = readWorkflowName(call, body.workflow);
  return json(changePlan(call, body.updateDraftIfNeeded, plan => ({ ...plan, defaultWorkflow })));
}

/** Without one, the scheme falls back to Jira's own workflow. */
export function removeDefault(call: JiraCall): Answer {
  return json(changePlan(call, draftFlag(call), ({ issueTypeMappings }) => ({ issueTypeMappings })));
}

function readType(call: JiraCall): string {
  const id = call.params.type ?? '';
  if (!call.state.issueTypes.has(id)) throw new JiraRefusal(404, [`The issue type with id '${id}' was not found.`]);
  return id;
}

export function showType(call: JiraCall): Answer {
  const plan = readPlan(call);
  const issueType = readType(call);
  return json({ issueType, workflow: plan.issueTypeMappings[issueType] ?? plan.defaultWorkflow ?? builtIn });
}

export function setType(call: JiraCall): Answer {
  const body = readBody(call);
  readPlan(call);
  const type = readType(call);
  const workflow = readWorkflowName(call, body.workflow);
  return json(
    changePlan(call, body.updateDraftIfNeeded, plan => ({
      ...plan,
      issueTypeMappings: { ...plan.issueTypeMappings, [type]: workflow },
    })),
  );
}

export function removeType(call: JiraCall): Answer {
  readPlan(call);
  const type = readType(call);
  return json(changePlan(call, draftFlag(call), plan => ({ ...plan, issueTypeMappings: without(plan, one => one === type) })));
}

function without({ issueTypeMappings }: Plan, isGone: (type: string, workflow: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(issueTypeMappings).filter(([type, workflow]) => !isGone(type, workflow)));
}

function rowOf(plan: Plan, workflow: string): Loose {
  const issueTypes = Object.entries(plan.issueTypeMappings).filter(([, name]) => name === workflow);
  return {
    workflow,
    issueTypes: issueTypes.map(([type]) => type),
    defaultMapping: (plan.defaultWorkflow ?? builtIn) === workflow,
  };
}

/** One workflow's issue types, or without a name those of all its workflows. */
export function showWorkflow(call: JiraCall): Answer {
  const plan = readPlan(call);
  const name = call.request.query.get('workflowName');
  if (name !== null) return json(rowOf(plan, readWorkflowName(call, name)));
  const names = new Set([plan.defaultWorkflow ?? builtIn, ...Object.values(plan.issueTypeMappings)]);
  return json([...names].map(one => rowOf(plan, one)));
}

function queryName(call: JiraCall): string {
  const name = call.request.query.get('workflowName');
  if (name === null || name === '') throw new JiraRefusal(400, ["The 'workflowName' parameter is required."]);
  return readWorkflowName(call, name);
}

/** The issue types a request names follow the workflow from now on, those it had before no longer do. */
export function setWorkflow(call: JiraCall): Answer {
  const body = readBody(call);
  readPlan(call);
  const workflow = queryName(call);
  const types = asList(body.issueTypes).map(one => asText(one) ?? '');
  const missing = types.find(id => !call.state.issueTypes.has(id));
  if (missing !== undefined) throw new JiraRefusal(400, [`The issue type with id '${missing}' was not found.`]);
  return json(
    changePlan(call, body.updateDraftIfNeeded, plan => ({
      ...plan,
      ...(body.defaultMapping === true ? { defaultWorkflow: workflow } : {}),
      issueTypeMappings: {
        ...without(plan, (_type, name) => name === workflow),
        ...Object.fromEntries(types.map(id => [id, workflow])),
      },
    })),
  );
}

export function removeWorkflow(call: JiraCall): Answer {
  readPlan(call);
  const workflow = queryName(call);
  changePlan(call, draftFlag(call), plan => {
    const { defaultWorkflow, ...rest } = plan;
    return {
      ...rest,
      ...(defaultWorkflow === undefined || defaultWorkflow === workflow ? {} : { defaultWorkflow }),
      issueTypeMappings: without(plan, (_type, name) => name === workflow),
    };
  });
  return empty(200);
}
