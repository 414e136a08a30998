import { type Answer, empty, json } from '../../kit/answer.ts';
import { readColumns } from '../config/columns.ts';
import { nameOf } from '../field/shape.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import { find, owned } from './find.ts';

export function columns(call: JiraCall): Answer {
  const filter = find(call);
  if (filter.columns === null) throw new JiraRefusal(404, ['No column configuration for the filter exists.']);
  return json(filter.columns.map(value => ({ label: nameOf(call.state, value), value })));
}

export function setColumns(call: JiraCall): Answer {
  const given = readColumns(call);
  call.state.filters.edit(owned(call).id, row => {
    row.columns = given;
  });
  return empty(200);
}

export function resetColumns(call: JiraCall): Answer {
  call.state.filters.edit(owned(call).id, row => {
    row.columns = null;
  });
  return empty();
}
