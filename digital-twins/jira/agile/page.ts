import { type Answer, json } from '../../kit/answer.ts';
import type { JiraCall } from '../operation.ts';
import { readSpan } from '../reading.ts';

/** A page as Jira Software has them: without the links the platform's pages have. */
export function agilePage<Item>(call: JiraCall, items: readonly Item[], shape: (item: Item) => unknown): Answer {
  const { startAt, maxResults } = readSpan(call, 50, 50);
  const values = items.slice(startAt, startAt + maxResults).map(shape);
  return json({ maxResults, startAt, total: items.length, isLast: startAt + values.length >= items.length, values });
}
