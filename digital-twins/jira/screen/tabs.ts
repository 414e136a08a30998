import type { JiraState } from '../state.ts';

/** A tab of a screen; fields by id, in their order. */
export interface Tab {
  id: number;
  name: string;
  fields: string[];
}

export const defaultScreenId = '1';

/** What the default screen of a fresh site shows; custom fields of the seed follow. */
export const commonFields: readonly string[] = [
  'summary',
  'issuetype',
  'security',
  'description',
  'environment',
  'priority',
  'labels',
  'components',
  'fixVersions',
  'versions',
  'assignee',
  'reporter',
  'duedate',
  'timetracking',
  'parent',
  'issuelinks',
  'attachment',
];

/** The tabs of a screen. Until it is changed, the default screen shows every field of the site. */
export function screenTabs(state: JiraState, id: string): Tab[] {
  const screen = state.entries.get(`screen:${id}`);
  if (screen === undefined) return [];
  const custom = [...state.customFields.values()].filter(field => field.trashed === null).map(field => field.id);
  const fields = id === defaultScreenId ? [...commonFields, ...custom] : [];
  return (screen.tabs as Tab[] | undefined) ?? [{ id: 10_000 + Number(id), name: 'Field Tab', fields }];
}

/** Puts the tabs of a screen down as they are now: fields made later are not on it until somebody adds them. */
export function fixScreen(state: JiraState, id: string): void {
  const screen = state.entries.get(`screen:${id}`);
  if (screen === undefined || screen.tabs !== undefined) return;
  saveTabs(state, id, screenTabs(state, id));
}

export function saveTabs(state: JiraState, id: string, tabs: Tab[]): void {
  state.entries.edit(`screen:${id}`, row => {
    row.tabs = tabs;
  });
}
