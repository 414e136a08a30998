import { type Answer, empty, json } from '../../kit/answer.ts';
import { readShare, shareShape } from '../config/shares.ts';
import type { JiraCall } from '../operation.ts';
import { readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { find, owned } from './find.ts';

export function findShare(call: JiraCall) {
  const share = find(call).shares.find(({ id }) => id === call.params.share);
  if (share === undefined) throw new JiraRefusal(404, ['The share permission does not exist.']);
  return share;
}

export function addShare(call: JiraCall): Answer {
  const filter = owned(call);
  const share = readShare(call, readBody(call));
  const edited = call.state.filters.edit(filter.id, row => void row.shares.push(share));
  return json(
    edited.shares.map(one => shareShape(call, one)),
    201,
  );
}

export function removeShare(call: JiraCall): Answer {
  const { id } = findShare(call);
  call.state.filters.edit(owned(call).id, row => {
    row.shares = row.shares.filter(share => share.id !== id);
  });
  return empty();
}
