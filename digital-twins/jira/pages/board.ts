import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Call } from '../../kit/plugin.ts';
import { columnsOf } from '../agile/columns.ts';
import type { Board, Column } from '../agile/state.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import { projectByKey } from '../operation.ts';
import type { JiraState } from '../state.ts';
import { statusOf } from '../workflow/shape.ts';
import { availableTransitions } from '../workflow/transition.ts';
import { missingPage, sitePage } from './frame.ts';
import { face, nameOf, priorityOf, typeName } from './parts.ts';
import { ranked, seenIssues, seenProjects } from './sight.ts';
import { actingCall, peopleOf } from './viewer.ts';

/** The project of a path, if it is there for who looks. */
export function projectOfPage(call: Call<JiraState>): Readonly<Project> | undefined {
  const project = projectByKey(call.state, (call.params.project ?? '').toUpperCase());
  return seenProjects(call).find(one => one.id === project?.id);
}

/** The board of a project: the first that stands in it. */
export function boardOf(state: JiraState, project: Readonly<Project>): Readonly<Board> | undefined {
  return [...state.boards.values()].find(({ location }) => location.type === 'project' && location.projectId === project.id);
}

/** A column for each step; dragging a card into another one is a transition. */
export function boardPage(call: Call<JiraState>): Answer {
  const project = projectOfPage(call);
  if (project === undefined) return missingPage(call, 'board');
  const board = boardOf(call.state, project);
  const columns = board?.columns ?? columnsOf(call.state, [project]);
  const issues = issuesOf(call, project, board);
  const name = board?.name ?? `${project.key} board`;
  const parts = columns.map(column => columnPart(call, column, issues));
  return sitePage(
    call,
    name,
    html`<div class="crumbs"><a href="/">Projects</a> / ${project.name}</div><div class="head"><h1>${name}</h1>${filters(call, project)}<a class="more" href="/board/${project.key}/backlog">Backlog</a></div><div class="board">${parts}</div>`,
  );
}

/** A scrum board shows the sprint that goes on; sub-tasks stand in their parents. */
function issuesOf(call: Call<JiraState>, project: Readonly<Project>, board: Readonly<Board> | undefined): Readonly<Issue>[] {
  const active =
    board?.type === 'scrum' ? call.state.sprints.by('board', board.id).filter(sprint => sprint.state === 'active') : undefined;
  const assignee = call.request.query.get('assignee') ?? '';
  const wanted = peopleOf(call.state).find(user => user.person === assignee)?.accountId;
  return ranked(seenIssues(call, project.id)).filter(issue => {
    const isOfSprint = active === undefined || active.some(sprint => issue.sprintIds.includes(sprint.id));
    const isOfPerson = assignee === '' || (assignee === 'nobody' ? issue.assignee === null : issue.assignee === wanted);
    const isCard = (call.state.issueTypes.get(issue.typeId)?.level ?? 0) === 0;
    return isOfSprint && isOfPerson && isCard;
  });
}

function filters(call: Call<JiraState>, project: Readonly<Project>): Html {
  const chosen = call.request.query.get('assignee') ?? '';
  const link = (value: string, content: Html | string, label: string) => {
    const href = value === '' ? `/board/${project.key}` : `/board/${project.key}?assignee=${encodeURIComponent(value)}`;
    const current = chosen === value ? html` aria-current="true"` : html``;
    return html`<a href="${href}" aria-label="${label}"${current}>${content}</a>`;
  };
  const ids = new Set(seenIssues(call, project.id).map(issue => issue.assignee));
  const people = peopleOf(call.state).filter(user => ids.has(user.accountId));
  const faces = people.map(user => link(user.person, face(user.name), `Only ${user.name}`));
  return html`<nav class="filters" aria-label="Filter by assignee">${link('', 'Everyone', 'Everyone')}${faces}${link('nobody', 'Unassigned', 'Only unassigned')}</nav>`;
}

function columnPart(call: Call<JiraState>, { name, statusIds, max }: Column, issues: readonly Readonly<Issue>[]): Html {
  const cards = issues.filter(issue => statusIds.includes(issue.statusId));
  const limit = max === null ? '' : ` / ${max}`;
  return html`<section class="column${max !== null && cards.length > max ? ' full' : ''}" aria-label="${name}" data-column="${statusIds.join(',')}"><h2>${name} <span class="quiet">${cards.length}${limit}</span></h2>${cards.map(issue => card(call, issue))}</section>`;
}

function card(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const { state } = call;
  const labels = issue.labels.map(label => html`<span class="label">${label}</span>`);
  return html`<article class="card" draggable="true" data-key="${issue.key}" aria-label="${issue.key}"><a href="/browse/${issue.key}" draggable="false">${issue.summary}</a><div>${labels}</div><footer><span class="type">${typeName(state, issue)}</span><b>${issue.key}</b><span class="quiet">${priorityOf(state, issue)}</span>${face(nameOf(state, issue.assignee))}</footer>${moveMenu(call, issue)}</article>`;
}

/** The same by keyboard: the transitions that lead on from here. */
export function moveMenu(call: Call<JiraState>, issue: Readonly<Issue>): Html {
  const acting = actingCall(call);
  const transitions = acting === undefined ? [] : availableTransitions(acting, issue);
  if (transitions.length === 0) return html``;
  const options = transitions.map(({ id, name, to }) => {
    const target = statusOf(call.state, to).name;
    return html`<option value="${id}">${name === target ? name : `${name} → ${target}`}</option>`;
  });
  return html`<form class="move" method="post" action="/board/issue/${issue.key}/transition" data-submit><select name="transition" aria-label="Move ${issue.key}"><option value="">Move to…</option>${options}</select><noscript><button>Move</button></noscript></form>`;
}
