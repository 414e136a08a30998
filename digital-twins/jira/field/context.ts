import type { FieldContext } from '../model/field.ts';
import type { JiraState } from '../state.ts';

/** The context that decides about a field where it is used; one that names the project wins. Undefined = it is not there. */
export function contextFor(
  state: JiraState,
  fieldId: string,
  projectId: string,
  typeId: string,
): Readonly<FieldContext> | undefined {
  const fitting = state.contexts
    .by('field', fieldId)
    .filter(one => one.issueTypeIds.length === 0 || typeId === '' || one.issueTypeIds.includes(typeId));
  return fitting.find(one => one.projectIds.includes(projectId)) ?? fitting.find(one => one.projectIds.length === 0);
}
