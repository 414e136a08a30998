import { type Answer, json } from '../../kit/answer.ts';
import type { JiraCall } from '../operation.ts';
import { pageAnswer, readFlag, readList } from '../reading.ts';
import { visible } from './find.ts';
import { shape } from './shape.ts';

export function mine(call: JiraCall): Answer {
  const { accountId } = call.user;
  const withFavourites = readFlag(call, 'includeFavourites') === true;
  const found = visible(call).filter(
    filter => filter.owner === accountId || (withFavourites && filter.favouredBy.includes(accountId)),
  );
  return json(found.map(filter => shape(call, filter)));
}

/** Only what `expand` names is shown besides id and name. */
export function search(call: JiraCall): Answer {
  const { query } = call.request;
  const name = (query.get('filterName') ?? '').toLowerCase();
  const owner = query.get('accountId');
  const ids = readList(call, 'id');
  const expand = readList(call, 'expand');
  const found = visible(call).filter(
    filter =>
      filter.name.toLowerCase().includes(name) &&
      (owner === null || filter.owner === owner) &&
      (ids.length === 0 || ids.includes(filter.id)),
  );
  const orderBy = query.get('orderBy') ?? 'name';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const key = orderBy.replace(/^[-+]/, '').toLowerCase() === 'id' ? 'id' : 'name';
  const sorted = found.sort((left, right) => sign * left[key].localeCompare(right[key], undefined, { numeric: key === 'id' }));
  return pageAnswer(call, sorted, filter => {
    // In this list they are a list; in a filter by itself they are a page of one.
    const whole = { ...shape(call, filter), subscriptions: [] };
    const always = ['self', 'id', 'name'];
    return Object.fromEntries(Object.entries(whole).filter(([part]) => always.includes(part) || expand.includes(part)));
  });
}
