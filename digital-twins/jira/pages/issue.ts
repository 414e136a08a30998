import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Call } from '../../kit/plugin.ts';
import { isFor } from '../access/can.ts';
import { adfToHtml } from '../adf/to-html.ts';
import type { Comment, Issue } from '../model/issue.ts';
import { findIssueByKey, projectOf } from '../operation.ts';
import type { JiraState } from '../state.ts';
import { moveMenu } from './board.ts';
import { missingPage, sitePage } from './frame.ts';
import { face, lozenge, nameOf, priorityOf, typeName, when } from './parts.ts';
import { isSeen } from './sight.ts';
import { chosenPerson } from './viewer.ts';

/** One issue with all that belongs to it. */
export function issuePage(call: Call<JiraState>): Answer {
  const issue = findIssueByKey(call.state, call.params.issue ?? '');
  if (issue === undefined || !isSeen(call, issue)) return missingPage(call, 'issue');
  const { state } = call;
  const project = projectOf(state, issue);
  const parent = state.issues.get(issue.parentId ?? '');
  const above = parent === undefined ? html`` : html` / <a href="/browse/${parent.key}">${parent.key}</a>`;
  const body = html`<div class="crumbs"><a href="/board/${project.key}">${project.name}</a>${above} / ${issue.key}</div><div class="issue"><section><h1>${issue.summary}</h1><h2>Description</h2>${documentPart(issue)}${subtasks(call, issue)}${links(call, issue)}${attachments(state, issue)}${comments(call, issue)}${history(state, issue)}</section><aside class="side">${details(call, issue)}</aside></div>`;
  return sitePage(call, `[${issue.key}] ${issue.summary}`, body);
}

function documentPart(issue: Readonly<Issue>): Html {
  const written = adfToHtml(issue.description);
  if (written === '') return html`<p class="quiet">No description</p>`;
  return html`<div class="text document">${{ html: written }}</div>`;
}

function subtasks(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const { state } = call;
  const children = state.issues.by('parent', issue.id).filter(child => isSeen(call, child));
  return children.length === 0
    ? html``
    : html`<h2>Child issues</h2>${issueList(
        state,
        children.map(child => ({ how: '', issue: child })),
      )}`;
}

function links(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const { state } = call;
  const rows = state.links.by('issue', issue.id).flatMap(({ typeId, inwardId, outwardId }) => {
    const type = state.linkTypes.get(typeId);
    const isSource = inwardId === issue.id;
    const other = state.issues.get(isSource ? outwardId : inwardId);
    return other === undefined || !isSeen(call, other)
      ? []
      : [{ how: (isSource ? type?.outward : type?.inward) ?? '', issue: other }];
  });
  return rows.length === 0 ? html`` : html`<h2>Linked issues</h2>${issueList(state, rows)}`;
}

function issueList(state: JiraState, rows: readonly { how: string; issue: Readonly<Issue> }[]): Html {
  return html`<ol class="list">${rows.map(
    ({ how, issue }) =>
      html`<li>${how === '' ? html`` : html`<span class="quiet">${how}</span>`}<a href="/browse/${issue.key}">${issue.key}</a><span class="grow">${issue.summary}</span>${lozenge(state, issue)}</li>`,
  )}</ol>`;
}

function attachments(state: JiraState, issue: Readonly<Issue>): Html {
  const files = state.attachments.by('issue', issue.id);
  if (files.length === 0) return html``;
  return html`<h2>Attachments (${files.length})</h2><ul class="list">${files.map(
    ({ name, size, author }) =>
      html`<li><span class="grow">${name}</span><span class="quiet">${size} bytes · ${nameOf(state, author)}</span></li>`,
  )}</ul>`;
}

function comments(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const { state } = call;
  const person = chosenPerson(call);
  const all = state.comments
    .by('issue', issue.id)
    .filter(one => person === undefined || isFor(state, person, issue, one.visibility));
  return html`<h2>Comments (${all.length})</h2>${all.map(one => commentPart(state, one))}<form class="write" method="post" action="/board/issue/${issue.key}/comment" data-send><textarea name="text" aria-label="Add a comment" placeholder="Add a comment…" required></textarea><button>Save</button></form>`;
}

function commentPart(state: JiraState, comment: Readonly<Comment>): Html {
  const name = nameOf(state, comment.author);
  const audience = comment.visibility === null ? html`` : html`<span class="label">${comment.visibility.name}</span>`;
  return html`<article class="comment">${face(name)}<div><b>${name}</b><time>${when(comment.created)}</time>${audience}<div class="text document">${{ html: adfToHtml(comment.body) }}</div></div></article>`;
}

function history(state: JiraState, issue: Readonly<Issue>): Html {
  const changes = state.changes.by('issue', issue.id).slice(-50).reverse();
  if (changes.length === 0) return html``;
  const rows = changes.flatMap(({ author, at, items }) =>
    items.map(
      item =>
        html`<li><b>${nameOf(state, author)}</b> changed <b>${item.field}</b> <span class="quiet">${short(item.fromString)}</span> → ${short(item.toString)} <time>${when(at)}</time></li>`,
    ),
  );
  return html`<details><summary>History (${changes.length})</summary><ul class="list">${rows}</ul></details>`;
}

function short(text: string | null): string {
  if (text === null || text === '') return 'None';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function details(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const { state } = call;
  const labels = issue.labels.map(label => html`<span class="label">${label}</span>`);
  const names = (ids: readonly string[], table: { get(id: string): Readonly<{ name: string }> | undefined }) =>
    ids.flatMap(id => table.get(id)?.name ?? []).join(', ') || 'None';
  const sprint = state.sprints.get(issue.sprintIds.at(-1) ?? '')?.name;
  return html`<h2>Details</h2><dl><dt>Status</dt><dd>${lozenge(state, issue)}${moveMenu(call, issue)}</dd><dt>Type</dt><dd>${typeName(state, issue)}</dd><dt>Priority</dt><dd>${priorityOf(state, issue)}</dd><dt>Assignee</dt><dd>${nameOf(state, issue.assignee)}</dd><dt>Reporter</dt><dd>${nameOf(state, issue.reporter)}</dd><dt>Labels</dt><dd>${labels.length === 0 ? 'None' : labels}</dd><dt>Components</dt><dd>${names(issue.componentIds, state.components)}</dd><dt>Fix versions</dt><dd>${names(issue.fixVersionIds, state.versions)}</dd><dt>Sprint</dt><dd>${sprint ?? 'None'}</dd><dt>Resolution</dt><dd>${state.resolutions.get(issue.resolutionId ?? '')?.name ?? 'Unresolved'}</dd><dt>Due</dt><dd>${issue.dueDate ?? 'None'}</dd><dt>Created</dt><dd>${when(issue.created)}</dd><dt>Updated</dt><dd>${when(issue.updated)}</dd></dl>`;
}
