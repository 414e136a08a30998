import type { CustomField, FieldContext } from '../model/field.ts';
import type { JiraCall } from '../operation.ts';
import { readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';

export function find(call: JiraCall): Readonly<CustomField> {
  const id = call.params.field ?? '';
  const field = call.state.customFields.get(id);
  if (field === undefined) throw new JiraRefusal(404, [`The custom field with id '${id}' was not found.`]);
  return field;
}

export function contextsOf(call: JiraCall): Readonly<FieldContext>[] {
  const ids = readList(call, 'contextId');
  return call.state.contexts.by('field', find(call).id).filter(({ id }) => ids.length === 0 || ids.includes(id));
}

export function findContext(call: JiraCall): Readonly<FieldContext> {
  const id = call.params.context ?? '';
  const context = call.state.contexts.get(id);
  if (context === undefined || context.fieldId !== find(call).id)
    throw new JiraRefusal(404, [`The context with id '${id}' was not found.`]);
  return context;
}
