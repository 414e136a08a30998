import { configurationOf } from '../field/configuration.ts';
import { nameOf } from '../field/shape.ts';
import { asList, asObject, type Loose } from '../reading.ts';
import { fieldsOnScreen } from '../screen/on-screen.ts';
import type { Target } from './rules.ts';

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What a field configuration demands of a new issue and the request does not give, by field. */
export function missingFields(target: Target, fields: Loose, update: Loose): Record<string, string> {
  const { state } = target.call;
  const wanted = fieldsOnScreen(state, target, 'create').filter(id => configurationOf(state, target, id).isRequired);
  const isGiven = (id: string) =>
    !isEmpty(fields[id]) || asList(update[id]).some(verb => !isEmpty(Object.values(asObject(verb))[0]));
  return messages(
    target,
    wanted.filter(id => !isGiven(id)),
  );
}

/** Required fields that an edit would empty. */
export function emptiedFields(target: Target, fields: Loose): Record<string, string> {
  const { state } = target.call;
  const gone = Object.keys(fields).filter(id => isEmpty(fields[id]) && configurationOf(state, target, id).isRequired);
  return messages(target, gone);
}

function messages({ call }: Target, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.map(id => [id, `${nameOf(call.state, id)} is required.`]));
}
