import type { JiraCall } from '../operation.ts';
import { asObject } from '../reading.ts';

/** The columns of a table of issues: form fields called `columns`, or a JSON list. */
export function readColumns(call: JiraCall): string[] {
  const { body } = call.request;
  if (body.kind === 'form') return body.pairs.filter(([name]) => name === 'columns').map(([, value]) => value);
  if (body.kind === 'multipart')
    return body.parts.filter(part => part.name === 'columns').map(part => part.bytes.toString('utf8'));
  const value = body.kind === 'json' ? body.value : [];
  const list = Array.isArray(value) ? value : asObject(value).columns;
  return Array.isArray(list) ? list.map(String) : [];
}
