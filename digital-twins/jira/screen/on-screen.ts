import type { Project } from '../model/project.ts';
import { asList, asObject, asText } from '../reading.ts';
import type { JiraState } from '../state.ts';
import { defaultScreenId, screenTabs } from './tabs.ts';

/** What is done with an issue where a screen is shown. */
export type ScreenUse = 'create' | 'edit';

/** The fields that may be set on issues of a type in a project (Jira docs, "Issue type screen schemes", "Screen schemes"). */
export function fieldsOnScreen(
  state: JiraState,
  { project, typeId }: { project: Readonly<Project>; typeId: string },
  use: ScreenUse,
): string[] {
  const tabs = screenTabs(state, screenOf(state, project, typeId, use));
  return [...new Set(tabs.flatMap(tab => tab.fields))];
}

function screenOf(state: JiraState, project: Readonly<Project>, typeId: string, use: ScreenUse): string {
  const scheme = state.entries.get(`issueTypeScreenScheme:${project.issueTypeScreenSchemeId}`);
  const mappings = asList(scheme?.issueTypeMappings).map(asObject);
  const mapping = mappings.find(one => asText(one.issueTypeId) === typeId) ?? mappings.find(one => one.issueTypeId === 'default');
  const screens = asObject(state.entries.get(`screenScheme:${asText(mapping?.screenSchemeId) ?? '1'}`)?.screens);
  return asText(screens[use]) ?? asText(screens.default) ?? defaultScreenId;
}
