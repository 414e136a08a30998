import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Gadget } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { owned } from './find.ts';

export function gadgetShape({ id, row, column, ...gadget }: Gadget): Loose {
  return {
    id: Number(id),
    ...gadget,
    position: { 'The column position of the gadget.': column, 'The row position of the gadget.': row },
  };
}

export function addGadget(call: JiraCall): Answer {
  const board = owned(call);
  const { moduleKey, uri, title, color, position } = readBody(call);
  if ((moduleKey === undefined) === (uri === undefined))
    throw new JiraRefusal(400, ['Either a moduleKey or a uri must be given.']);
  const place = asObject(position);
  const gadget: Gadget = {
    id: String(call.ids.number('jira.gadget', 10_000)),
    ...(moduleKey === undefined ? {} : { moduleKey: String(moduleKey) }),
    ...(uri === undefined ? {} : { uri: String(uri) }),
    title: asText(title) ?? '',
    color: asText(color) ?? 'blue',
    row: Number(place.row ?? 0),
    column: Number(place.column ?? 0),
  };
  call.state.dashboards.edit(board.id, row => void row.gadgets.push(gadget));
  return json(gadgetShape(gadget));
}

function findGadget(call: JiraCall): Gadget {
  const gadget = owned(call).gadgets.find(({ id }) => id === call.params.gadget);
  if (gadget === undefined) throw new JiraRefusal(404, ['The gadget does not exist.']);
  return gadget;
}

export function editGadget(call: JiraCall): Answer {
  const { id } = findGadget(call);
  const { title, color, position } = readBody(call);
  const { row, column } = asObject(position);
  call.state.dashboards.edit(owned(call).id, board => {
    for (const gadget of board.gadgets) {
      if (gadget.id !== id) continue;
      if (typeof title === 'string') gadget.title = title;
      if (typeof color === 'string') gadget.color = color;
      if (typeof row === 'number') gadget.row = row;
      if (typeof column === 'number') gadget.column = column;
    }
  });
  return empty();
}

export function removeGadget(call: JiraCall): Answer {
  const { id } = findGadget(call);
  call.state.dashboards.edit(owned(call).id, board => {
    board.gadgets = board.gadgets.filter(gadget => gadget.id !== id);
  });
  return empty();
}
