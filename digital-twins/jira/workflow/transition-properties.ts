import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Transition, Workflow } from '../model/workflow.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { workflowByName } from './find.ts';

interface Place {
  workflow: Readonly<Workflow>;
  transition: Transition;
  properties: Loose;
}

function find(call: JiraCall): Place {
  const name = call.request.query.get('workflowName');
  if (name === null || name === '') throw new JiraRefusal(400, ["The 'workflowName' parameter is required."]);
  const workflow = workflowByName(call, name);
  const transition = workflow?.transitions.find(({ id }) => id === call.params.transition);
  if (workflow === undefined || transition === undefined) throw new JiraRefusal(404, ['The workflow transition was not found.']);
  return { workflow, transition, properties: asObject(transition.rules.properties) };
}

function readKey(call: JiraCall): string {
  const key = call.request.query.get('key');
  if (key === null || key === '') throw new JiraRefusal(400, ["The 'key' parameter is required."]);
  if (key.startsWith('jira.') && !key.startsWith('jira.permission.') && key !== 'jira.i18n.title')
    throw new JiraRefusal(400, [`The key '${key}' is reserved.`]);
  return key;
}

const shape = (key: string, value: unknown) => ({ key, value: String(value), id: key });

function save(call: JiraCall, { workflow, transition }: Place, properties: Loose): void {
  call.state.workflows.edit(workflow.id, row => {
    for (const one of row.transitions) if (one.id === transition.id) one.rules = { ...one.rules, properties };
  });
}

export function showTransitionProperties(call: JiraCall): Answer {
  const { properties } = find(call);
  const key = call.request.query.get('key');
  if (key === null) return json(Object.entries(properties).map(([name, value]) => shape(name, value)));
  if (properties[key] === undefined) throw new JiraRefusal(404, [`The property with key '${key}' was not found.`]);
  return json(shape(key, properties[key]));
}

function readValue(call: JiraCall): string {
  const value = asText(readBody(call).value);
  if (value === undefined) throw new JiraRefusal(400, ['The value of the property must be specified.']);
  return value;
}

export function addTransitionProperty(call: JiraCall): Answer {
  const place = find(call);
  const key = readKey(call);
  const value = readValue(call);
  if (place.properties[key] !== undefined)
    throw new JiraRefusal(400, [`A property with key '${key}' already exists for the transition.`]);
  save(call, place, { ...place.properties, [key]: value });
  return json(shape(key, value));
}

/** A property that is not there yet is made; one that stays as it is answers 304. */
export function editTransitionProperty(call: JiraCall): Answer {
  const place = find(call);
  const key = readKey(call);
  const value = readValue(call);
  if (place.properties[key] === value) return empty(304);
  save(call, place, { ...place.properties, [key]: value });
  return json(shape(key, value));
}

export function removeTransitionProperty(call: JiraCall): Answer {
  const place = find(call);
  const { [readKey(call)]: gone, ...rest } = place.properties;
  if (gone === undefined) return empty(304);
  save(call, place, rest);
  return empty(200);
}
