import type { JiraCall } from '../../operation.ts';
import { asText, readBody, readList } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';

/** What a search asks for. */
export interface SearchRequest {
  jql: string;
  maxResults: number;
  nextPageToken: string | undefined;
  /** Empty = ids alone. */
  fields: string[];
  expand: string[];
  properties: string[];
  /** Ids. */
  reconcileIssues: string[];
}

const defaultSize = 50;
const largestPage = 5000;

/** Reads a search from the query or the body. Throws `JiraRefusal` 400. */
export function readSearch(call: JiraCall): SearchRequest {
  const isPost = call.request.method === 'POST';
  const body = isPost ? readBody(call) : {};
  const text = (name: string) => (isPost ? asText(body[name]) : (call.request.query.get(name) ?? undefined));
  const list = (name: string) => (isPost ? readStrings(body[name], name) : readList(call, name));
  if (isPost && body.jql !== undefined && body.jql !== null && typeof body.jql !== 'string') throw invalidPayload();
  const fields = list('fields');
  const nextPageToken = text('nextPageToken');
  const reconcileIssues = list('reconcileIssues');
  if (reconcileIssues.length > 50) throw new JiraRefusal(400, ['The number of issues to reconcile must not exceed 50.']);
  return {
    jql: text('jql') ?? '',
    maxResults: readSize(text('maxResults')),
    nextPageToken: nextPageToken === '' ? undefined : nextPageToken,
    fields: fields.every(field => field === 'id') ? [] : fields,
    expand: list('expand'),
    properties: list('properties'),
    reconcileIssues,
  };
}

function readSize(text: string | undefined): number {
  if (text === undefined || text === '') return defaultSize;
  const size = Number(text);
  if (!Number.isInteger(size)) throw invalidPayload();
  if (size < 1 || size > largestPage) {
    throw new JiraRefusal(400, [`The value of maxResults must be between 1 and ${largestPage}.`]);
  }
  return size;
}

/** A list, or a text with commas. */
function readStrings(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  const parts = Array.isArray(value) ? value : name === 'expand' || name === 'fields' ? [value] : undefined;
  if (parts?.every(part => asText(part) !== undefined) !== true) throw invalidPayload();
  return parts
    .flatMap(part => String(part).split(','))
    .map(part => part.trim())
    .filter(part => part !== '');
}

function invalidPayload(): JiraRefusal {
  return new JiraRefusal(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
}
