import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { IssueType } from '../../model/workflow.ts';
import type { JiraCall } from '../../operation.ts';
import { asText, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { viewOf } from '../../shapes.ts';
import { typeShape } from '../../workflow/shape.ts';
import { missing, readNames } from './read.ts';

export function findType(call: JiraCall): Readonly<IssueType> {
  const id = call.params.id ?? '';
  const found = call.state.issueTypes.get(id);
  if (found === undefined) throw missing('issue type', id);
  return found;
}

/** Types of the same kind: an issue of one can become the other without more. */
export function alternatives(call: JiraCall): Answer {
  const type = findType(call);
  const found = [...call.state.issueTypes.values()].filter(one => one.id !== type.id && one.isSubtask === type.isSubtask);
  return json(found.map(one => typeShape(viewOf(call), one)));
}

export function createType(call: JiraCall): Answer {
  const names = readNames(call, call.state.issueTypes.values());
  const { type, hierarchyLevel } = readBody(call);
  const isSubtask = type === 'subtask' || hierarchyLevel === -1;
  const id = String(call.ids.number('jira.issue-type', 10_001));
  const level = isSubtask ? -1 : typeof hierarchyLevel === 'number' ? hierarchyLevel : 0;
  return json(typeShape(viewOf(call), call.state.issueTypes.add({ id, ...names, isSubtask, level, avatarId: '10318' })), 201);
}

export function editType(call: JiraCall): Answer {
  const known = findType(call);
  const names = readNames(call, call.state.issueTypes.values(), known);
  const avatarId = asText(readBody(call).avatarId) ?? known.avatarId;
  return json(
    typeShape(
      viewOf(call),
      call.state.issueTypes.edit(known.id, row => Object.assign(row, names, { avatarId })),
    ),
  );
}

export function deleteType(call: JiraCall): Answer {
  const { id } = findType(call);
  const target = call.request.query.get('alternativeIssueTypeId');
  const used = call.state.issues.by('type', id);
  if (used.length > 0 && (target === null || !call.state.issueTypes.has(target)))
    throw new JiraRefusal(409, ['The issue type is in use and an alternative was not given.']);
  for (const issue of used)
    call.state.issues.edit(issue.id, row => {
      row.typeId = target ?? row.typeId;
    });
  for (const project of [...call.state.projects.values()]) {
    if (project.issueTypes.includes(id))
      call.state.projects.edit(project.id, row => {
        row.issueTypes = row.issueTypes.filter(one => one !== id);
      });
  }
  call.state.issueTypes.delete(id);
  return empty();
}
