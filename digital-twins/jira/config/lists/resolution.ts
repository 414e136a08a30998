import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Resolution } from '../../model/workflow.ts';
import type { JiraCall } from '../../operation.ts';
import { missing, readNames } from './read.ts';

export function findResolution(call: JiraCall): Readonly<Resolution> {
  const id = call.params.id ?? '';
  const found = call.state.resolutions.get(id);
  if (found === undefined) throw missing('resolution', id);
  return found;
}

export function createResolution(call: JiraCall): Answer {
  const names = readNames(call, call.state.resolutions.values());
  const id = String(call.ids.number('jira.resolution', 10_100));
  call.state.resolutions.add({ id, ...names, isDefault: false });
  return json({ id }, 201);
}

export function editResolution(call: JiraCall): Answer {
  const known = findResolution(call);
  const names = readNames(call, call.state.resolutions.values(), known);
  call.state.resolutions.edit(known.id, row => Object.assign(row, names));
  return empty();
}
