import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Call } from '../../kit/plugin.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraState } from '../state.ts';
import { sitePage } from './frame.ts';
import { face, lozenge, nameOf, priorityOf } from './parts.ts';
import { seenIssues, seenProjects } from './sight.ts';

/** The newest issues of a project that the list shows. */
const most = 200;

/** All projects with their issues, the newest first. */
export function homePage(call: Call<JiraState>): Answer {
  const sections = seenProjects(call).map(project => {
    const issues = seenIssues(call, project.id).reverse();
    const count = `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}`;
    const rows = issues.slice(0, most).map(issue => row(call.state, issue));
    return html`<section aria-label="${project.name}"><h2>${project.name} <span class="quiet">${project.key} · ${count}</span> <a class="more" href="/board/${project.key}">Board</a> <a class="more" href="/board/${project.key}/backlog">Backlog</a></h2><table><thead><tr><th style="width:100px">Key</th><th>Summary</th><th style="width:150px">Status</th><th style="width:110px">Priority</th><th style="width:190px">Assignee</th></tr></thead><tbody>${rows}</tbody></table></section>`;
  });
  return sitePage(call, 'Issues', html`<h1>Issues</h1>${sections}`);
}

function row(state: JiraState, issue: Readonly<Issue>): Html {
  const assignee = nameOf(state, issue.assignee);
  return html`<tr><td><a href="/browse/${issue.key}">${issue.key}</a></td><td>${issue.summary}</td><td>${lozenge(state, issue)}</td><td>${priorityOf(state, issue)}</td><td><span class="person">${face(assignee)}${assignee}</span></td></tr>`;
}
