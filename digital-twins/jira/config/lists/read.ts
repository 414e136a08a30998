import type { JiraCall } from '../../operation.ts';
import { asText, readBody, readFlag, readList } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';

export function wanted<Row extends { id: string; name: string; isDefault: boolean }>(
  call: JiraCall,
  all: Iterable<Readonly<Row>>,
  nameParam: string,
): Readonly<Row>[] {
  const ids = readList(call, 'id');
  const name = (call.request.query.get(nameParam) ?? '').toLowerCase();
  const onlyDefault = readFlag(call, 'onlyDefault') === true;
  return [...all].filter(
    one => (ids.length === 0 || ids.includes(one.id)) && one.name.toLowerCase().includes(name) && (!onlyDefault || one.isDefault),
  );
}

export function missing(noun: string, id: string): JiraRefusal {
  return new JiraRefusal(404, [`The ${noun} with id '${id}' does not exist`]);
}

interface Names {
  name: string;
  description: string;
}

/** Name and description of a body; the name is taken by at most one. */
export function readNames(
  call: JiraCall,
  all: Iterable<Readonly<{ id: string; name: string }>>,
  known?: Readonly<Names & { id: string }>,
): Names {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '' || name.length > 60)
    throw new JiraRefusal(400, [], { name: 'The name must be between 1 and 60 characters.' });
  for (const one of all) {
    if (one.id !== known?.id && one.name.toLowerCase() === name.toLowerCase())
      throw new JiraRefusal(409, [], { name: `The name '${name}' is used already.` });
  }
  return { name, description: asText(body.description) ?? known?.description ?? '' };
}
