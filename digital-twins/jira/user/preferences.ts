import { type Answer, empty, json } from '../../kit/answer.ts';
import { readColumns } from '../config/columns.ts';
import type { JiraCall } from '../operation.ts';
import { asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';

function columnsOf(call: JiraCall): string[] {
  const { userColumns, navigatorColumns } = call.state.settings;
  return userColumns[call.request.query.get('accountId') ?? call.user.accountId] ?? navigatorColumns;
}

export function columns(call: JiraCall): Answer {
  return json(columnsOf(call).map(value => ({ label: value, value })));
}

export function setColumns(call: JiraCall): Answer {
  const fields = readColumns(call);
  call.state.settings.userColumns[call.request.query.get('accountId') ?? call.user.accountId] = fields;
  return json({});
}

export function resetColumns(call: JiraCall): Answer {
  delete call.state.settings.userColumns[call.request.query.get('accountId') ?? call.user.accountId];
  return empty();
}

function preferenceKey(call: JiraCall): string {
  const key = call.request.query.get('key');
  if (key === null || key === '') throw new JiraRefusal(404, ['The preference key is required.']);
  return key;
}

export function preference(call: JiraCall): Answer {
  const key = preferenceKey(call);
  const value = call.user.preferences[key];
  if (value === undefined) throw new JiraRefusal(404, [`The preference '${key}' does not exist.`]);
  return json(value);
}

export function setPreference(call: JiraCall): Answer {
  const key = preferenceKey(call);
  const { body, method, text } = call.request;
  call.state.users.edit(call.user.accountId, row => {
    if (method === 'DELETE') delete row.preferences[key];
    else row.preferences[key] = body.kind === 'json' && typeof body.value === 'string' ? body.value : text;
  });
  return empty();
}

export function setLocale(call: JiraCall): Answer {
  const locale = asText(readBody(call).locale);
  if (locale === undefined || !/^[a-z]{2}(_[A-Z]{2})?$/.test(locale)) throw new JiraRefusal(400, ['The locale is not valid.']);
  call.state.users.edit(call.user.accountId, row => {
    row.locale = locale;
  });
  return empty();
}
