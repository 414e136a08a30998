import { type Answer, json } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { readSpan } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';

/** Jira counts all records, whatever the filter leaves of them. */
export function audit(call: JiraCall): Answer {
  const { query } = call.request;
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? readSpan(call, 1000).maxResults), 1000);
  const text = (query.get('filter') ?? '').toLowerCase();
  const [from, to] = [timeOf(query.get('from'), 0), timeOf(query.get('to'), Number.MAX_SAFE_INTEGER)];
  const all = [...call.state.auditRecords.values()].toReversed();
  const found = all.filter(
    one => `${one.summary} ${one.object.name}`.toLowerCase().includes(text) && one.at >= from && one.at <= to,
  );
  const records = found.slice(offset, offset + limit).map(one => ({
    id: Number(one.id),
    summary: one.summary,
    remoteAddress: '',
    authorAccountId: one.author,
    created: new Date(one.at).toISOString().replace('Z', '+0000'),
    category: one.category,
    eventSource: '',
    objectItem: { id: one.object.id ?? '', name: one.object.name, typeName: one.object.type },
  }));
  return json({ offset, limit, total: all.length, records });
}

function timeOf(text: string | null, otherwise: number): number {
  const time = text === null ? otherwise : Date.parse(text);
  if (Number.isNaN(time)) throw new JiraRefusal(400, ['The date is not valid.']);
  return time;
}
