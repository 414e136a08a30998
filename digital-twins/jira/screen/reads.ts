import { type Answer, json } from '../../kit/answer.ts';
import { type Stored, wantedEntries } from '../config/resource.ts';
import { nameOf } from '../field/shape.ts';
import { systemFields } from '../field/system-fields.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { type Loose, pageAnswer } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { findTab, findTabs } from './operations.ts';
import { screenTabs } from './tabs.ts';

/** What screens show. */
export const screenReadOperations: RestOperation[] = [
  {
    name: 'screen.tabs',
    method: 'GET',
    path: '/screens/:id/tabs',
    label: 'spec',
    run: call => json(findTabs(call, call.params.id ?? '').map(({ id, name }) => ({ id, name }))),
  },
  {
    name: 'screen.tabFields',
    method: 'GET',
    path: '/screens/:id/tabs/:tab/fields',
    label: 'spec',
    run: call => json(findTab(call).tab.fields.map(id => ({ id, name: nameOf(call.state, id) }))),
  },
  { name: 'screen.availableFields', method: 'GET', path: '/screens/:id/availableFields', label: 'spec', run: availableFields },
  { name: 'screen.ofField', method: 'GET', path: '/field/:field/screens', label: 'spec', run: screensOfField },
];

/** Fields that could be put on a screen and are not on it yet. */
function availableFields(call: JiraCall): Answer {
  const present = new Set(findTabs(call, call.params.id ?? '').flatMap(tab => tab.fields));
  const custom = [...call.state.customFields.values()].filter(({ trashed }) => trashed === null);
  const system = systemFields.filter(({ orderable }) => orderable);
  return json([...system, ...custom].filter(({ id }) => !present.has(id)).map(({ id, name }) => ({ id, name })));
}

function screensOfField(call: JiraCall): Answer {
  const id = call.params.field ?? '';
  const field = call.state.customFields.get(id);
  if (field === undefined || field.trashed !== null) throw new JiraRefusal(404, ['The custom field was not found.']);
  const shape = (entry: Stored): Loose[] =>
    screenTabs(call.state, entry.id)
      .filter(({ fields }) => fields.includes(id))
      .map(tab => ({
        id: Number(entry.id),
        name: entry.name,
        description: entry.description,
        tab: { id: tab.id, name: tab.name },
      }));
  const found = wantedEntries(call, { kind: 'screen', idParam: 'screenId' }).flatMap(shape);
  return pageAnswer(call, found, one => one, { otherwise: 100 });
}
