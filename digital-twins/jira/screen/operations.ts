import { type Answer, empty, json } from '../../kit/answer.ts';
import { nameOf } from '../field/shape.ts';
import { systemField } from '../field/system-fields.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, readBody, readList, readNumber } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { defaultScreenId, saveTabs, screenTabs, type Tab } from './tabs.ts';

const tabs = '/screens/:id/tabs';
const fields = `${tabs}/:tab/fields`;
const write = { label: 'docs', write: true, admin: true } as const;

/** Tabs of screens and the fields on them; they decide what can be set on an issue (`on-screen.ts`). */
export const screenOperations: RestOperation[] = [
  { name: 'screen.bulkTabs', method: 'GET', path: '/screens/tabs', label: 'docs', admin: true, run: bulkTabs },
  { name: 'screen.addToDefault', method: 'POST', path: '/screens/addToDefault/:field', ...write, run: addToDefault },
  { name: 'screen.addTab', method: 'POST', path: tabs, ...write, run: addTab },
  { name: 'screen.renameTab', method: 'PUT', path: `${tabs}/:tab`, ...write, run: renameTab },
  { name: 'screen.deleteTab', method: 'DELETE', path: `${tabs}/:tab`, ...write, run: deleteTab },
  { name: 'screen.moveTab', method: 'POST', path: `${tabs}/:tab/move/:position`, ...write, run: moveTab },
  { name: 'screen.addField', method: 'POST', path: fields, ...write, run: addField },
  { name: 'screen.removeField', method: 'DELETE', path: `${fields}/:field`, ...write, run: removeField },
  { name: 'screen.moveField', method: 'POST', path: `${fields}/:field/move`, ...write, run: moveField },
];

/** The tabs of a path's screen. Throws 404. */
export function findTabs({ state }: Pick<JiraCall, 'state'>, id: string): Tab[] {
  if (!state.entries.has(`screen:${id}`)) throw new JiraRefusal(404, [`The screen with id ${id} was not found.`]);
  return structuredClone(screenTabs(state, id));
}

interface Place {
  screenId: string;
  all: Tab[];
  tab: Tab;
}

/** The tab of a path, to be changed and saved. Throws 404. */
export function findTab(call: JiraCall): Place {
  const screenId = call.params.id ?? '';
  const all = findTabs(call, screenId);
  const tab = all.find(({ id }) => String(id) === call.params.tab);
  if (tab === undefined) throw new JiraRefusal(404, [`The screen tab with id ${call.params.tab} was not found.`]);
  return { screenId, all, tab };
}

const shape = ({ id, name }: Tab) => ({ id, name });

function bulkTabs(call: JiraCall): Answer {
  const [screens, wanted] = [readList(call, 'screenId'), readList(call, 'tabId')];
  const { query } = call.request;
  const startAt = readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const found = call.state.entries
    .by('kind', 'screen')
    .filter(({ id }) => screens.length === 0 || screens.includes(id))
    .flatMap(({ id }) => screenTabs(call.state, id).map(tab => ({ screenId: Number(id), tabId: tab.id, tabName: tab.name })))
    .filter(({ tabId }) => wanted.length === 0 || wanted.includes(String(tabId)));
  return json(found.slice(startAt, startAt + readNumber(query.get('maxResult'), 100, 100)));
}

function readName(call: JiraCall, all: readonly Tab[]): string {
  const name = asText(readBody(call).name)?.trim() ?? '';
  if (name === '') throw new JiraRefusal(400, ['The name of the screen tab must be specified.']);
  if (all.some(tab => tab.name === name))
    throw new JiraRefusal(400, [`There is already a tab with the name '${name}' on this screen.`]);
  return name;
}

function addTab(call: JiraCall): Answer {
  const screenId = call.params.id ?? '';
  const all = findTabs(call, screenId);
  const tab: Tab = { id: call.ids.number('jira.screen-tab', 20_000), name: readName(call, all), fields: [] };
  saveTabs(call.state, screenId, [...all, tab]);
  return json(shape(tab));
}

function renameTab(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  tab.name = readName(
    call,
    all.filter(one => one !== tab),
  );
  saveTabs(call.state, screenId, all);
  return json(shape(tab));
}

function deleteTab(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  if (all.length === 1) throw new JiraRefusal(400, ['The last tab of a screen cannot be deleted.']);
  saveTabs(
    call.state,
    screenId,
    all.filter(one => one !== tab),
  );
  return empty();
}

function moveTab(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  const position = Number(call.params.position);
  if (!Number.isInteger(position) || position < 0 || position >= all.length)
    throw new JiraRefusal(404, [`The position ${call.params.position} is not valid.`]);
  const others = all.filter(one => one !== tab);
  saveTabs(call.state, screenId, others.toSpliced(position, 0, tab));
  return empty();
}

function readField(call: JiraCall, id: string): string {
  const custom = call.state.customFields.get(id);
  const isKnown = custom === undefined ? systemField(id)?.orderable === true : custom.trashed === null;
  if (!isKnown) throw new JiraRefusal(404, [`The field with id '${id}' was not found.`]);
  return id;
}

function demandAbsent(call: JiraCall, all: readonly Tab[], id: string, status: 400 | 404): void {
  if (!all.some(tab => tab.fields.includes(id))) return;
  throw new JiraRefusal(status, [`The field '${nameOf(call.state, id)}' is already on the screen.`]);
}

function addToDefault(call: JiraCall): Answer {
  const all = findTabs(call, defaultScreenId);
  const id = readField(call, call.params.field ?? '');
  demandAbsent(call, all, id, 404);
  all[0]?.fields.push(id);
  saveTabs(call.state, defaultScreenId, all);
  return json({});
}

function addField(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  const id = readField(call, asText(readBody(call).fieldId) ?? '');
  demandAbsent(call, all, id, 400);
  tab.fields.push(id);
  saveTabs(call.state, screenId, all);
  return json({ id, name: nameOf(call.state, id) });
}

function demandOn(tab: Tab, id: string): void {
  if (!tab.fields.includes(id)) throw new JiraRefusal(404, [`The field with id '${id}' was not found on the screen tab.`]);
}

function removeField(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  const id = call.params.field ?? '';
  demandOn(tab, id);
  tab.fields = tab.fields.filter(one => one !== id);
  saveTabs(call.state, screenId, all);
  return empty();
}

/** `after` is the address of a field, of which only the end counts; `position` wins. */
function moveField(call: JiraCall): Answer {
  const { screenId, all, tab } = findTab(call);
  const id = call.params.field ?? '';
  demandOn(tab, id);
  const { position, after } = readBody(call);
  const others = tab.fields.filter(one => one !== id);
  const at = tab.fields.indexOf(id);
  const places: Record<string, number> = { First: 0, Last: others.length, Earlier: at - 1, Later: at + 1 };
  const behind = others.indexOf(asText(after)?.split('/').at(-1) ?? '');
  const place = position === undefined ? (behind < 0 ? undefined : behind + 1) : places[String(position)];
  if (place === undefined) throw new JiraRefusal(400, ["Either 'position' or 'after' must be specified."]);
  if (place < 0 || place > others.length) throw new JiraRefusal(404, ['The field cannot be moved to the requested position.']);
  tab.fields = others.toSpliced(place, 0, id);
  saveTabs(call.state, screenId, all);
  return empty();
}
