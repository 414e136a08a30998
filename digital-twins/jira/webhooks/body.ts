import { assertNever } from '../../kit/twin-error.ts';
import { boardShape, sprintShape } from '../agile/shape.ts';
import { attachmentShape } from '../attachment/shape.ts';
import { commentShape } from '../comment/shape.ts';
import { changeShape, issueShape } from '../issue/shape.ts';
import type { Issue, IssueLink } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import { componentShape, projectShape } from '../project/shape.ts';
import { versionShape } from '../project/version-shape.ts';
import type { View } from '../shapes.ts';
import { userShape } from '../user/shape.ts';
import { worklogShape } from '../worktime/shape.ts';
import type { JiraEvent } from './event.ts';

type Shape = Record<string, unknown>;

/**
 * What a webhook carries (Jira docs, "Webhooks"; recorded deliveries of issue events in jira.js's types). It is written
 * as version 2 of the API writes: texts, not documents.
 */
export function bodyOf(view: View, event: JiraEvent, timestamp: number): Shape {
  return { timestamp, webhookEvent: event.event, ...partsOf({ ...view, version: 2 }, event) };
}

function partsOf(view: View, event: JiraEvent): Shape {
  switch (event.kind) {
    case 'issue':
      return {
        issue_event_type_name: event.type,
        user: actor(view),
        issue: wholeIssue(view, event.issue),
        ...(event.change === undefined ? {} : { changelog: changelog(view, event.change) }),
        ...(event.comment === undefined ? {} : { comment: commentShape(view, event.comment) }),
      };
    case 'comment':
      return { comment: commentShape(view, event.comment), issue: shortIssue(view, event.issue), eventType: 'primaryAction' };
    case 'worklog':
      return { worklog: worklogShape(view, event.worklog) };
    case 'attachment':
      return { attachment: attachmentShape(view, event.attachment) };
    case 'link':
      return { issueLink: linkShape(view, event.link) };
    case 'project':
      return { project: wholeProject(view, event.project) };
    case 'version':
      return {
        version: versionShape(view, event.version),
        ...(event.mergedTo === undefined ? {} : { mergedTo: versionShape(view, event.mergedTo) }),
      };
    case 'component':
      return { component: componentShape(view, event.component) };
    case 'user':
      return { user: userShape(view, event.user) };
    case 'sprint':
      return {
        sprint: sprintShape(view, event.sprint),
        ...(event.before === undefined ? {} : { oldValue: sprintShape(view, event.before) }),
      };
    case 'board':
      return { board: boardShape(view, event.board) };
    case 'property':
      return { user: actor(view), issue: shortIssue(view, event.issue), property: { key: event.key, value: event.value } };
    default:
      return assertNever(event);
  }
}

function actor(view: View): Shape {
  const { emailAddress: _address, ...user } = userShape(view, view.user);
  return user;
}

/** Recorded: the `self` of an issue in a webhook lacks the word `issue`. */
function wholeIssue(view: View, issue: Readonly<Issue>): Shape {
  const { expand: _expand, ...shape } = issueShape(view, issue, { fields: ['*all', '-comment', '-worklog'] });
  return { ...shape, self: `${view.origin}/rest/api/2/${issue.id}` };
}

const shortFields = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];

function shortIssue(view: View, issue: Readonly<Issue>): Shape {
  const { expand: _expand, ...shape } = issueShape(view, issue, { fields: shortFields });
  return { ...shape, self: `${view.origin}/rest/api/2/${issue.id}` };
}

function changelog(view: View, change: Parameters<typeof changeShape>[1]): Shape {
  const { id, items } = changeShape(view, change);
  return { id, items };
}

function linkShape(view: View, { id, typeId, inwardId, outwardId }: Readonly<IssueLink>): Shape {
  const type = view.state.linkTypes.get(typeId);
  return {
    id: Number(id),
    sourceIssueId: Number(inwardId),
    destinationIssueId: Number(outwardId),
    issueLinkType: {
      id: Number(typeId),
      name: type?.name ?? '',
      outwardName: type?.outward ?? '',
      inwardName: type?.inward ?? '',
      isSubTaskLinkType: false,
      isSystemLinkType: false,
    },
    systemLink: false,
  };
}

function wholeProject(view: View, project: Readonly<Project>): Shape {
  const lead = view.state.users.get(project.lead);
  return {
    ...projectShape(view, project),
    id: Number(project.id),
    ...(lead === undefined ? {} : { projectLead: userShape(view, lead) }),
    assigneeType: project.assigneeType === 'PROJECT_LEAD' ? 'admin.assignee.type.project.lead' : 'admin.assignee.type.unassigned',
  };
}
