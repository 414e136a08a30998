import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { agileOperation, findBoard, findSprint } from './operation.ts';
import { agilePage } from './page.ts';
import { agileApi } from './shape.ts';
import type { Board, QuickFilter } from './state.ts';

/** What hangs on boards and sprints: quick filters, features, properties. */
const operations: RestOperation[] = [
  {
    name: 'board.quickfilters',
    method: 'GET',
    path: '/board/:board/quickfilter',
    label: 'spec',
    run: call => {
      const board = findBoard(call);
      return agilePage(call, board.quickFilters, one => quickFilterShape(board, one));
    },
  },
  { name: 'board.quickfilter', method: 'GET', path: '/board/:board/quickfilter/:filter', label: 'spec', run: quickFilter },
  {
    name: 'board.features',
    method: 'GET',
    path: '/board/:board/features',
    label: 'spec',
    run: call => features(findBoard(call)),
  },
  { name: 'board.features.toggle', method: 'PUT', path: '/board/:board/features', label: 'docs', write: true, run: toggle },
  ...properties('board', call => findBoard(call).id),
  ...properties('sprint', call => findSprint(call).id),
];

export const boardPartOperations: Operation<JiraState>[] = operations.map(agileOperation);

function quickFilterShape(board: Readonly<Board>, { id, name, jql, description, position }: QuickFilter): unknown {
  return { id: Number(id), boardId: Number(board.id), name, jql, description, position };
}

function quickFilter(call: JiraCall): Answer {
  const board = findBoard(call);
  const found = board.quickFilters.find(one => one.id === call.params.filter);
  if (found === undefined) throw new JiraRefusal(404, ['The quick filter does not exist.']);
  return json(quickFilterShape(board, found));
}

const featureNames: [string, string, string][] = [
  ['SIMPLE_ROADMAP', 'Timeline', 'jsw.agility.roadmap'],
  ['BACKLOG', 'Backlog', 'jsw.agility.backlog'],
  ['SPRINTS', 'Sprints', 'jsw.agility.sprints'],
  ['REPORTS', 'Reports', 'jsw.agility.reports'],
  ['ESTIMATION', 'Estimation', 'jsw.agility.estimation'],
];

function features(board: Readonly<Board>): Answer {
  const isOn = (key: string) => board.features[key] ?? (key === 'SPRINTS' && board.type === 'kanban' ? 'DISABLED' : 'ENABLED');
  return json({
    features: featureNames.map(([key, name, id]) => ({
      boardFeature: key,
      boardId: Number(board.id),
      state: isOn(key),
      localisedName: name,
      localisedDescription: name,
      featureType: key === 'ESTIMATION' ? 'ESTIMATION' : 'BASIC',
      featureId: id,
      toggleLocked: false,
    })),
  });
}

function toggle(call: JiraCall): Answer {
  const board = findBoard(call);
  const { feature, enabling } = readBody(call);
  const known = featureNames.find(([key, , id]) => key === feature || id === feature);
  if (known === undefined) throw new JiraRefusal(400, [`The feature '${String(feature)}' does not exist.`]);
  const changed = call.state.boards.edit(board.id, row => {
    row.features[known[0]] = enabling === true ? 'ENABLED' : 'DISABLED';
  });
  return features(changed);
}

/** Values under keys, of boards and of sprints alike. */
function properties(kind: 'board' | 'sprint', idOf: (call: JiraCall) => string): RestOperation[] {
  const path = `/${kind}/:${kind}/properties`;
  const keyOf = (call: JiraCall) => `${kind}:${idOf(call)}:${call.params.property ?? ''}`;
  const find = (call: JiraCall) => {
    const found = call.state.properties.get(keyOf(call));
    if (found === undefined) throw new JiraRefusal(404, [`The property '${call.params.property ?? ''}' does not exist.`]);
    return found;
  };
  return [
    {
      name: `${kind}.properties`,
      method: 'GET',
      path,
      label: 'docs',
      run: call => {
        const id = idOf(call);
        const self = (key: string) =>
          `${agileApi({ origin: call.request.origin })}/${kind}/${id}/properties/${encodeURIComponent(key)}`;
        return json({ keys: call.state.properties.by('owner', `${kind}:${id}`).map(({ key }) => ({ key, self: self(key) })) });
      },
    },
    {
      name: `${kind}.property.get`,
      method: 'GET',
      path: `${path}/:property`,
      label: 'docs',
      run: call => {
        const { key, value } = find(call);
        return json({ key, value });
      },
    },
    {
      name: `${kind}.property.set`,
      method: 'PUT',
      path: `${path}/:property`,
      label: 'docs',
      write: true,
      run: call => set(call, kind, idOf(call)),
    },
    {
      name: `${kind}.property.delete`,
      method: 'DELETE',
      path: `${path}/:property`,
      label: 'docs',
      write: true,
      run: call => {
        find(call);
        call.state.properties.delete(keyOf(call));
        return empty();
      },
    },
  ];
}

function set(call: JiraCall, entity: string, entityId: string): Answer {
  const { body } = call.request;
  if (body.kind !== 'json') throw new JiraRefusal(400, ['The property value must be valid JSON.']);
  const key = call.params.property ?? '';
  const isNew = !call.state.properties.delete(`${entity}:${entityId}:${key}`);
  call.state.properties.add({ entity, entityId, key, value: body.value });
  return json(null, isNew ? 201 : 200);
}
