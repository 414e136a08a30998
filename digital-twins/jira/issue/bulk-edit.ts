import type { Answer } from '../../kit/answer.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { readWanted, run, submitted } from './bulk.ts';
import { editFrom } from './write.ts';

/** Editing many issues at once; progress is asked for with `/bulk/queue/:task`. */
export const bulkEditOperations: RestOperation[] = [
  { name: 'bulk.edit', method: 'POST', path: '/bulk/issues/fields', label: 'docs', write: true, run: edit },
];

function edit(call: JiraCall): Answer {
  const body = readBody(call);
  const wanted = readWanted(call, body.selectedIssueIdsOrKeys);
  const actions = asList(body.selectedActions).map(String);
  if (actions.length === 0) throw new JiraRefusal(400, ['At least one field must be selected.']);
  const given = readInput(asObject(body.editedFieldsInput));
  const missing = actions.filter(id => !(id in given.fields) && !(id in given.update));
  if (missing.length > 0) throw new JiraRefusal(400, [`No value was given for: ${missing.join(', ')}`]);
  const edits = { fields: only(given.fields, actions), update: only(given.update, actions) };
  const outcome = run(call, wanted, issue => void editFrom(call, issue, edits));
  return submitted(call, outcome, wanted.length);
}

function only(given: Loose, ids: readonly string[]): Loose {
  return Object.fromEntries(Object.entries(given).filter(([id]) => ids.includes(id)));
}

interface Input {
  fields: Loose;
  update: Loose;
}

/** The value each kind of field is written with (Jira docs, "Bulk edit issues", editedFieldsInput). */
const values: Record<string, (one: Loose) => unknown> = {
  cascadingSelectFields: one => cascading(one),
  clearableNumberFields: one => one.value ?? null,
  datePickerFields: one => asText(asObject(one.date).formattedDate) ?? null,
  dateTimePickerFields: one => asText(asObject(one.dateTime).formattedDateTime) ?? null,
  multipleGroupPickerFields: one => asList(one.groups).map(each => ({ name: asText(asObject(each).groupName) })),
  multipleSelectClearableUserPickerFields: one =>
    asList(one.users).map(each => ({ accountId: asText(asObject(each).accountId) })),
  multipleSelectFields: one => asList(one.options).map(optionOf),
  richTextFields: one => asObject(one.richText).adfValue ?? null,
  singleGroupPickerFields: one => ({ name: asText(asObject(one.group).groupName) }),
  singleLineTextFields: one => one.text ?? null,
  singleSelectClearableUserPickerFields: one => orNull(asObject(one.user).accountId, accountId => ({ accountId })),
  singleSelectFields: one => orNull(asObject(one.option).optionId, id => (id === '-1' ? null : { id })),
  singleVersionPickerFields: one => orNull(asObject(one.version).versionId, id => ({ id })),
  urlFields: one => one.url ?? null,
};

function orNull(value: unknown, shape: (text: string) => unknown): unknown {
  const text = asText(value);
  return text === undefined ? null : shape(text);
}

const optionOf = (value: unknown) => ({ id: asText(asObject(value).optionId) });

function cascading({ parentOptionValue, childOptionValue }: Loose): unknown {
  const child = asText(asObject(childOptionValue).optionId);
  return { ...optionOf(parentOptionValue), ...(child === undefined ? {} : { child: { id: child } }) };
}

function readInput(input: Loose): Input {
  const fields: Loose = {};
  const update: Loose = {};
  for (const [kind, given] of Object.entries(input)) {
    const value = values[kind];
    if (value !== undefined) for (const one of asList(given).map(asObject)) fields[String(one.fieldId)] = value(one);
  }
  for (const one of asList(input.labelsFields).map(asObject))
    Object.assign(
      update,
      verbs(
        String(one.fieldId),
        one,
        asList(one.labels).map(each => asObject(each).name),
      ),
    );
  for (const one of asList(input.multipleVersionPickerFields).map(asObject))
    Object.assign(
      update,
      verbs(
        String(one.fieldId),
        one,
        asList(one.versions).map(each => ({ id: asText(asObject(each).versionId) })),
      ),
    );
  const components = asObject(input.multiselectComponents);
  if (input.multiselectComponents !== undefined)
    Object.assign(
      update,
      verbs(
        'components',
        components,
        asList(components.components).map(each => ({ id: asText(asObject(each).componentId) })),
      ),
    );
  return { fields: { ...fields, ...singles(input) }, update };
}

/** What a request gives once and not in lists. */
function singles({ issueType, priority, originalEstimateField, timeTrackingField }: Loose): Loose {
  const original = asText(asObject(originalEstimateField).originalEstimateField);
  const remaining = asText(asObject(timeTrackingField).timeRemaining);
  return {
    ...(issueType === undefined ? {} : { issuetype: { id: asText(asObject(issueType).issueTypeId) } }),
    ...(priority === undefined ? {} : { priority: { id: asText(asObject(priority).priorityId) } }),
    ...(original === undefined && remaining === undefined
      ? {}
      : {
          timetracking: {
            ...(original === undefined ? {} : { originalEstimate: original }),
            ...(remaining === undefined ? {} : { remainingEstimate: remaining }),
          },
        }),
  };
}

function verbs(id: string, { bulkEditMultiSelectFieldOption }: Loose, list: unknown[]): Loose {
  switch (bulkEditMultiSelectFieldOption) {
    case 'ADD':
      return { [id]: list.map(add => ({ add })) };
    case 'REMOVE':
      return { [id]: list.map(remove => ({ remove })) };
    case 'REMOVE_ALL':
      return { [id]: [{ set: [] }] };
    default:
      return { [id]: [{ set: list }] };
  }
}
