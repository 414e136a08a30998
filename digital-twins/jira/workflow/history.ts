import { type Answer, json } from '../../kit/answer.ts';
import type { JiraCall } from '../operation.ts';
import { asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { statusDocuments, workflowDocument } from './document.ts';
import { findWorkflow } from './find.ts';

/** `POST /workflow/history/list`: only the version that is in force is kept. */
export function listHistory(call: JiraCall): Answer {
  const { id, version, updated } = findWorkflow(call, asText(readBody(call).workflowId) ?? '');
  const entry = { workflowId: id, workflowVersion: version, writtenAt: new Date(updated).toISOString(), isIntermediate: false };
  return json({ entries: [entry] });
}

export function readHistory(call: JiraCall): Answer {
  const { workflowId, version } = readBody(call);
  const workflow = findWorkflow(call, asText(workflowId) ?? '');
  if (version !== workflow.version) throw new JiraRefusal(404, [`The version ${String(version)} of the workflow was not found.`]);
  const { isEditable: _editable, taskId: _task, ...rest } = workflowDocument(workflow);
  return json({ statuses: statusDocuments(call.state, [workflow]), workflows: [rest] });
}
