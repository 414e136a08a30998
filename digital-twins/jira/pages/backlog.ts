import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Call } from '../../kit/plugin.ts';
import type { Sprint } from '../agile/state.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraState } from '../state.ts';
import { statusOf } from '../workflow/shape.ts';
import { boardOf, projectOfPage } from './board.ts';
import { missingPage, sitePage } from './frame.ts';
import { face, lozenge, nameOf, typeName } from './parts.ts';
import { ranked, seenIssues } from './sight.ts';

/** The sprints that go on or are to come, and what is in none of them. */
export function backlogPage(call: Call<JiraState>): Answer {
  const project = projectOfPage(call);
  if (project === undefined) return missingPage(call, 'backlog');
  const { state } = call;
  const board = boardOf(state, project);
  const sprints = board === undefined ? [] : state.sprints.by('board', board.id).filter(sprint => sprint.state !== 'closed');
  const issues = ranked(seenIssues(call, project.id)).filter(issue => (state.issueTypes.get(issue.typeId)?.level ?? 0) === 0);
  const planned = new Set(sprints.map(sprint => sprint.id));
  const rest = issues.filter(
    issue => !issue.sprintIds.some(id => planned.has(id)) && statusOf(state, issue.statusId).category !== 'done',
  );
  const lists = sprints.map(sprint =>
    list(
      state,
      titleOf(sprint),
      issues.filter(issue => issue.sprintIds.includes(sprint.id)),
      sprint.goal,
    ),
  );
  return sitePage(
    call,
    `${project.key} backlog`,
    html`<div class="crumbs"><a href="/">Projects</a> / <a href="/board/${project.key}">${project.name}</a></div><h1>Backlog</h1>${lists}${list(state, 'Backlog', rest, null)}`,
  );
}

function titleOf({ name, state }: Readonly<Sprint>): string {
  return state === 'active' ? `${name} (active)` : name;
}

function list(state: JiraState, title: string, issues: readonly Readonly<Issue>[], goal: string | null): Html {
  const rows = issues.map(
    issue =>
      html`<li data-key="${issue.key}"><span class="type">${typeName(state, issue)}</span><a href="/browse/${issue.key}">${issue.key}</a><span class="grow">${issue.summary}</span>${lozenge(state, issue)}${face(nameOf(state, issue.assignee))}</li>`,
  );
  const count = `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}`;
  return html`<section class="sprint" aria-label="${title}"><h2>${title} <span class="quiet">${count}</span></h2>${goal === null ? html`` : html`<p class="quiet">${goal}</p>`}<ol>${rows}</ol></section>`;
}
