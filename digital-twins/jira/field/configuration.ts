import type { Project } from '../model/project.ts';
import { asList, asObject, asText } from '../reading.ts';
import type { JiraState } from '../state.ts';

export const defaultConfigurationId = '10000';

/** How a field behaves in a field configuration. */
export interface FieldBehaviour {
  id: string;
  description: string;
  isHidden: boolean;
  isRequired: boolean;
  renderer?: string;
}

/** The behaviours that were set in a configuration, by field id. */
export function behaviours(state: JiraState, configurationId: string): Record<string, FieldBehaviour> {
  return (state.entries.get(`fieldConfiguration:${configurationId}`)?.items ?? {}) as Record<string, FieldBehaviour>;
}

const plain = { description: '', isHidden: false, isRequired: false };

/** How a field behaves on issues of a type in a project (Jira docs, "Issue field configurations"). */
export function configurationOf(
  state: JiraState,
  { project, typeId }: { project: Readonly<Project>; typeId: string },
  fieldId: string,
): FieldBehaviour {
  return behaviours(state, configurationIdOf(state, project, typeId))[fieldId] ?? { id: fieldId, ...plain };
}

function configurationIdOf(state: JiraState, { fieldConfigurationSchemeId }: Readonly<Project>, typeId: string): string {
  if (fieldConfigurationSchemeId === null) return defaultConfigurationId;
  const scheme = state.entries.get(`fieldConfigurationScheme:${fieldConfigurationSchemeId}`);
  const mappings = asList(scheme?.mappings).map(asObject);
  const mapping = mappings.find(one => asText(one.issueTypeId) === typeId) ?? mappings.find(one => one.issueTypeId === 'default');
  return asText(mapping?.fieldConfigurationId) ?? defaultConfigurationId;
}
