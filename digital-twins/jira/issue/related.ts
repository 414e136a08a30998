import type { Issue } from '../model/issue.ts';
import { api, type View } from '../shapes.ts';
import { priorityShape, statusOf, statusShape, typeOf, typeShape } from '../workflow/shape.ts';

/** An issue as another one shows it: parent, subtask or linked. */
export function relatedShape(view: View, issue: Readonly<Issue>): Record<string, unknown> {
  const priority = view.state.priorities.get(issue.priorityId ?? '');
  return {
    id: issue.id,
    key: issue.key,
    self: `${api(view)}/issue/${issue.id}`,
    fields: {
      summary: issue.summary,
      status: statusShape(view, statusOf(view.state, issue.statusId)),
      ...(priority === undefined ? {} : { priority: priorityShape(view, priority) }),
      issuetype: typeShape(view, typeOf(view.state, issue)),
    },
  };
}
