import { type Answer, json } from '../../../kit/answer.ts';
import { nameOf } from '../../field/shape.ts';
import type { JiraCall } from '../../operation.ts';
import { asText, type Loose, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { readColumns } from '../columns.ts';

const known: [key: string, name: string, type: string, value: string][] = [
  ['jira.title', 'Title', 'string', ''],
  ['jira.clone.prefix', 'The prefix added to the Summary field of cloned issues', 'string', 'CLONE -'],
  ['jira.date.picker.java.format', 'Date Picker Format (Java)', 'string', 'd/MMM/yy'],
  ['jira.lf.date.time', 'Time Format', 'string', 'h:mm a'],
  ['jira.home', 'jira.home', 'string', '/var/jira'],
  ['jira.issuenav.criteria.autoupdate', 'Auto Update Criteria', 'boolean', 'true'],
];

export function properties({ state }: JiraCall): Loose[] {
  return known.map(([key, name, type, value]) => {
    const set = key === 'jira.title' ? state.settings.title : (state.settings.appProperties[key] ?? value);
    return { id: key, key, value: set, name, desc: '', type, defaultValue: value };
  });
}

export function listProperties(call: JiraCall): Answer {
  const { query } = call.request;
  const [key, filter] = [query.get('key'), query.get('keyFilter')];
  const all = properties(call).filter(
    one => filter === null || String(one.key).includes(filter.replaceAll('*', '').replaceAll('.', '.')),
  );
  if (key === null) return json(all);
  const found = all.find(one => one.key === key);
  if (found === undefined) throw new JiraRefusal(404, [`The application property '${key}' does not exist.`]);
  return json(found);
}

export function setProperty(call: JiraCall): Answer {
  const key = call.params.key ?? '';
  if (!known.some(([name]) => name === key)) throw new JiraRefusal(404, [`The application property '${key}' does not exist.`]);
  const value = asText(readBody(call).value);
  if (value === undefined) throw new JiraRefusal(400, ['The value must be a string.']);
  const { settings } = call.state;
  if (key === 'jira.title') settings.title = value;
  else settings.appProperties[key] = value;
  return json(properties(call).find(one => one.key === key));
}

export function setColumns(call: JiraCall): Answer {
  const given = readColumns(call);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one column must be given.']);
  const unknown = given.find(id => nameOf(call.state, id) === id && !call.state.customFields.has(id));
  if (unknown !== undefined) throw new JiraRefusal(400, [`The column '${unknown}' does not exist.`]);
  call.state.settings.navigatorColumns = given;
  return json({});
}
