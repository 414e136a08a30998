import { page } from '../kit/answer.ts';
import { document, escapeHtml, type Html, html } from '../kit/html.ts';
import type { Operation } from '../kit/plugin.ts';
import { adfToText } from './adf.ts';
import { typeOf } from './issue-shape.ts';
import { findIssueByKey, projectOf } from './operation.ts';
import { pagesCss } from './pages-css.ts';
import { statusOf } from './shapes.ts';
import type { Issue, JiraState } from './state.ts';

/** The site as a person sees it. It shows every project: it is a window for the engineer, not an account. */
export const pageOperations: Operation<JiraState>[] = [
  { name: 'page.home', method: 'GET', path: '/', label: 'guess', run: ({ state }) => page(homePage(state)) },
  {
    name: 'page.issue',
    method: 'GET',
    path: '/browse/:issue',
    label: 'guess',
    run: ({ state, params }) => {
      const issue = findIssueByKey(state, params.issue ?? '');
      if (issue !== undefined) return page(issuePage(state, issue));
      const text = html`<h1>We can't find that issue</h1><p>It may have been deleted, or you do not have permission to see it.</p>`;
      return page(frame(state, 'Not found', text), 404);
    },
  },
  {
    name: 'page.avatar',
    method: 'GET',
    path: '/secure/avatar',
    label: 'guess',
    run: ({ request }) => {
      const text = avatar(request.query.get('of') ?? '?');
      return { status: 200, headers: { 'cache-control': 'max-age=3600' }, body: { kind: 'text', type: 'image/svg+xml', text } };
    },
  },
];

function frame(state: JiraState, title: string, content: Html): string {
  return document(
    `${title} - ${state.title}`,
    pagesCss,
    html`<div class="top"><i></i><a href="/">${state.title}</a></div><main>${content}</main>`,
  );
}

function homePage(state: JiraState): string {
  const sections = state.projects.map(project => {
    const issues = [...state.issues.values()].filter(issue => issue.projectId === project.id).reverse();
    const rows = issues.map(issue => row(state, issue));
    return html`<h2>${project.name} <span class="quiet">${project.key} · ${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}</span></h2><table><thead><tr><th style="width:100px">Key</th><th>Summary</th><th style="width:150px">Status</th><th style="width:110px">Priority</th><th style="width:170px">Assignee</th></tr></thead><tbody>${rows}</tbody></table>`;
  });
  return frame(state, 'Issues', html`<h1>Issues</h1>${sections}`);
}

function row(state: JiraState, issue: Issue): Html {
  return html`<tr><td><a href="/browse/${issue.key}">${issue.key}</a></td><td>${issue.summary}</td><td>${lozenge(state, issue)}</td><td>${issue.priority}</td><td>${nameOf(state, issue.assignee)}</td></tr>`;
}

function issuePage(state: JiraState, issue: Issue): string {
  const project = projectOf(state, issue);
  const description = adfToText(issue.description);
  return frame(
    state,
    `[${issue.key}] ${issue.summary}`,
    html`<div class="crumbs">${project.name} / ${issue.key}</div><div class="issue"><section><h1>${issue.summary}</h1><h2>Description</h2><div class="text">${
      description === '' ? html`<span class="quiet">No description</span>` : description
    }</div><h2>Comments (${issue.comments.length})</h2>${comments(state, issue)}</section><aside class="side">${details(state, issue)}</aside></div>`,
  );
}

function comments(state: JiraState, issue: Issue): Html {
  return html`${issue.comments.map(comment => {
    const name = nameOf(state, comment.author);
    return html`<article class="comment"><div class="face">${initials(name)}</div><div><b>${name}</b><time>${when(comment.created)}</time><div class="text">${adfToText(comment.body)}</div></div></article>`;
  })}`;
}

function details(state: JiraState, issue: Issue): Html {
  const labels = issue.labels.map(label => html`<span class="label">${label}</span>`);
  return html`<h2>Details</h2><dl><dt>Status</dt><dd>${lozenge(state, issue)}</dd><dt>Type</dt><dd>${typeOf(state, issue).name}</dd><dt>Priority</dt><dd>${issue.priority}</dd><dt>Assignee</dt><dd>${nameOf(state, issue.assignee)}</dd><dt>Reporter</dt><dd>${nameOf(state, issue.reporter)}</dd><dt>Labels</dt><dd>${labels.length === 0 ? 'None' : labels}</dd><dt>Created</dt><dd>${when(issue.created)}</dd><dt>Updated</dt><dd>${when(issue.updated)}</dd></dl>`;
}

function lozenge(state: JiraState, issue: Issue): Html {
  const { name, category } = statusOf(state, issue.statusId);
  return html`<span class="status ${category}">${name}</span>`;
}

function nameOf(state: JiraState, accountId: string | null): string {
  return accountId === null ? 'Unassigned' : (state.users.get(accountId)?.name ?? accountId);
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}

function when(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function avatar(name: string): string {
  const text = escapeHtml(initials(name));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48"><circle cx="24" cy="24" r="24" fill="#6e5dc6"/><text x="24" y="30" text-anchor="middle" font-family="sans-serif" font-size="18" fill="#fff">${text}</text></svg>`;
}
