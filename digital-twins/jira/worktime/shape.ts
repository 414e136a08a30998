import { textShape } from '../adf/text-shape.ts';
import { visibilityPart } from '../comment/shape.ts';
import type { Worklog } from '../model/issue.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { writeDuration } from './duration.ts';

export function worklogShape(view: View, worklog: Readonly<Worklog>): Record<string, unknown> {
  return {
    self: `${api(view)}/issue/${worklog.issueId}/worklog/${worklog.id}`,
    author: userOrNull(view, worklog.author),
    updateAuthor: userOrNull(view, worklog.updateAuthor),
    ...(worklog.comment === null ? {} : { comment: textShape(view, worklog.comment) }),
    created: jiraTime(worklog.created),
    updated: jiraTime(worklog.updated),
    ...visibilityPart(worklog.visibility),
    started: jiraTime(worklog.started),
    timeSpent: writeDuration(worklog.spent, view.state.settings.timeTracking),
    timeSpentSeconds: worklog.spent,
    id: worklog.id,
    issueId: worklog.issueId,
  };
}
