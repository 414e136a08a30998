import { type Html, html } from '../../kit/html.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraState } from '../state.ts';
import { statusOf, typeOf } from '../workflow/shape.ts';

export function lozenge(state: JiraState, issue: Readonly<Issue>): Html {
  const { name, category } = statusOf(state, issue.statusId);
  return html`<span class="status ${category}">${name}</span>`;
}

export function nameOf(state: JiraState, accountId: string | null): string {
  return accountId === null ? 'Unassigned' : (state.users.get(accountId)?.name ?? accountId);
}

export function priorityOf(state: JiraState, issue: Readonly<Issue>): string {
  return state.priorities.get(issue.priorityId ?? '')?.name ?? 'None';
}

export function typeName(state: JiraState, issue: Readonly<Issue>): string {
  return typeOf(state, issue).name;
}

export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}

/** A round picture of somebody. */
export function face(name: string): Html {
  const none = name === 'Unassigned';
  return html`<span class="face${none ? ' nobody' : ''}" role="img" aria-label="${name}" title="${name}">${none ? '–' : initials(name)}</span>`;
}

export function when(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
