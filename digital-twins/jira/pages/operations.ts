import { changes } from '../../kit/answer.ts';
import { escapeHtml } from '../../kit/html.ts';
import { forPeople, type Operation } from '../../kit/plugin.ts';
import type { JiraState } from '../state.ts';
import { actionOperations } from './actions.ts';
import { backlogPage } from './backlog.ts';
import { boardPage } from './board.ts';
import { homePage } from './home.ts';
import { issuePage } from './issue.ts';
import { initials } from './parts.ts';

/** The site as a person sees it; without `?as=` it shows everything, as a window for the engineer. */
export const pageOperations: Operation<JiraState>[] = [
  ...forPeople([
    { name: 'page.home', method: 'GET', path: '/ /jira /jira/projects', label: 'guess', run: homePage },
    { name: 'page.issue', method: 'GET', path: '/browse/:issue', label: 'guess', run: issuePage },
    {
      name: 'page.board',
      method: 'GET',
      path: '/board/:project /jira/software/projects/:project/boards/:board /jira/software/c/projects/:project/boards/:board',
      label: 'guess',
      run: boardPage,
    },
    {
      name: 'page.backlog',
      method: 'GET',
      path: '/board/:project/backlog /jira/software/projects/:project/boards/:board/backlog /jira/software/c/projects/:project/boards/:board/backlog',
      label: 'guess',
      run: backlogPage,
    },
    { name: 'page.events', method: 'GET', path: '/board/events', label: 'guess', run: () => changes() },
    ...actionOperations,
  ]),
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

function avatar(name: string): string {
  const text = escapeHtml(initials(name));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48"><circle cx="24" cy="24" r="24" fill="#6e5dc6"/><text x="24" y="30" text-anchor="middle" font-family="sans-serif" font-size="18" fill="#fff">${text}</text></svg>`;
}
