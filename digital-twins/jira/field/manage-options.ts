import { type Answer, empty, json } from '../../kit/answer.ts';
import type { FieldOption } from '../model/field.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readFlag } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { findContext } from './find.ts';

function shapeOption({ id, value, disabled, parentId }: Readonly<FieldOption>): Loose {
  return { id, value, ...(parentId === null ? {} : { optionId: parentId }), disabled };
}

export function listOptions(call: JiraCall): Answer {
  const { id } = findContext(call);
  const wanted = call.request.query.get('optionId');
  const onlyParents = readFlag(call, 'onlyOptions') === true;
  const found = call.state.options
    .by('context', id)
    .filter(option => (wanted === null || option.id === wanted) && (!onlyParents || option.parentId === null));
  return pageAnswer(call, found, shapeOption, { otherwise: 100 });
}

export function createOptions(call: JiraCall): Answer {
  const context = findContext(call);
  const given = asList(readBody(call).options).map(asObject);
  const known = call.state.options.by('context', context.id);
  for (const { value, optionId } of given) {
    if (typeof value !== 'string' || value === '') throw new JiraRefusal(400, ['The option value must be specified.']);
    if (known.some(option => option.value === value && option.parentId === (asText(optionId) ?? null)))
      throw new JiraRefusal(400, [`The option '${value}' exists already.`]);
  }
  let sequence = (known.at(-1)?.sequence ?? -1) + 1;
  const added = given.map(({ value, optionId, disabled }) =>
    call.state.options.add({
      id: String(call.ids.number('jira.option', 10_030)),
      fieldId: context.fieldId,
      contextId: context.id,
      value: String(value),
      disabled: disabled === true,
      parentId: asText(optionId) ?? null,
      sequence: sequence++,
    }),
  );
  return json({ options: added.map(shapeOption) });
}

export function editOptions(call: JiraCall): Answer {
  const { id: contextId } = findContext(call);
  const edited = asList(readBody(call).options)
    .map(asObject)
    .map(({ id, value, disabled }) => {
      if (call.state.options.get(String(id))?.contextId !== contextId)
        throw new JiraRefusal(404, [`The option with id '${String(id)}' was not found.`]);
      return call.state.options.edit(String(id), row => {
        if (typeof value === 'string') row.value = value;
        if (typeof disabled === 'boolean') row.disabled = disabled;
      });
    });
  return json({ options: edited.map(shapeOption) });
}

export function moveOptions(call: JiraCall): Answer {
  const { id } = findContext(call);
  const { customFieldOptionIds, position, after } = readBody(call);
  const moved = asList(customFieldOptionIds).map(String);
  const all = call.state.options.by('context', id).map(option => option.id);
  if (moved.some(option => !all.includes(option))) throw new JiraRefusal(404, ['The option was not found.']);
  const others = all.filter(option => !moved.includes(option));
  const place = after === undefined ? (position === 'First' ? 0 : others.length) : others.indexOf(String(after)) + 1;
  for (const [sequence, option] of [...others.slice(0, place), ...moved, ...others.slice(place)].entries())
    call.state.options.edit(option, row => {
      row.sequence = sequence;
    });
  return empty();
}

export function removeOption(call: JiraCall): Answer {
  const id = call.params.option ?? '';
  if (call.state.options.get(id)?.contextId !== findContext(call).id)
    throw new JiraRefusal(404, [`The option with id '${id}' was not found.`]);
  const isUsed = [...call.state.issues.values()].some(issue => [issue.fields[call.params.field ?? '']].flat().includes(id));
  if (isUsed) throw new JiraRefusal(400, ['The option is used by issues and cannot be deleted.']);
  call.state.options.delete(id);
  return empty();
}

export function getOption(call: JiraCall): Answer {
  const option = call.state.options.get(call.params.option ?? '');
  if (option === undefined) throw new JiraRefusal(404, ['A custom field option with that id does not exist.']);
  return json({ self: `${api(viewOf(call))}/customFieldOption/${option.id}`, value: option.value });
}
