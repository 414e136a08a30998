import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Entry } from '../model/config.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';

export type Stored = Readonly<Entry & { kind: string }>;

/** A kind of configuration that only has to be kept, listed and given back. */
export interface Resource {
  kind: string;
  /** `/screens`; one of it stands below, under its id. */
  path: string;
  /** What messages call it. */
  noun: string;
  /** Where ids begin. */
  from: number;
  list: 'page' | 'array' | 'none';
  shape(call: JiraCall, entry: Stored): Loose;
  /** What else a body says of it. */
  read?(call: JiraCall, body: Loose, known: Stored | undefined): Loose;
  /** What an edit answers. */
  edited: 'shape' | 'empty';
  /** What creating answers; by default its shape. */
  created?(entry: Stored): Loose;
  /** The status it answers with; by default 201. */
  createdStatus?: number;
  /** Whether it has `GET path/:id`. */
  single?: boolean;
  /** Query parameter that picks by id; by default `id`. */
  idParam?: string;
}

/** The requests of a kind of configuration. Everybody may read it, administrators change it. */
export function resourceOperations(resource: Resource): RestOperation[] {
  const { kind, path, list, single = true } = resource;
  const one = `${path}/:id`;
  const listing: RestOperation[] =
    list === 'none' ? [] : [{ name: `${kind}.list`, method: 'GET', path, label: 'spec', run: call => listAll(call, resource) }];
  const get: RestOperation[] = single
    ? [
        {
          name: `${kind}.get`,
          method: 'GET',
          path: one,
          label: 'spec',
          run: call => json(resource.shape(call, findEntry(call, resource))),
        },
      ]
    : [];
  return [
    ...listing,
    ...get,
    {
      name: `${kind}.create`,
      method: 'POST',
      path,
      label: 'spec',
      write: true,
      admin: true,
      run: call => create(call, resource),
    },
    {
      name: `${kind}.edit`,
      method: 'PUT',
      path: one,
      label: 'spec',
      write: true,
      admin: true,
      run: call => edit(call, resource),
    },
    {
      name: `${kind}.delete`,
      method: 'DELETE',
      path: one,
      label: 'spec',
      write: true,
      admin: true,
      run: call => remove(call, resource),
    },
  ];
}

/** What of a kind was asked for by `id` and `queryString`, in the order of `orderBy`. */
export function wantedEntries(call: JiraCall, { kind, idParam = 'id' }: Pick<Resource, 'kind' | 'idParam'>): Stored[] {
  const { query } = call.request;
  const ids = readList(call, idParam);
  const text = (query.get('queryString') ?? query.get('query') ?? '').toLowerCase();
  const found = call.state.entries
    .by('kind', kind)
    .filter(({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.toLowerCase().includes(text));
  const orderBy = query.get('orderBy') ?? 'id';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const key = orderBy.replace(/^[-+]/, '') === 'name' ? 'name' : 'id';
  return found.sort((left, right) => sign * left[key].localeCompare(right[key], undefined, { numeric: true }));
}

function listAll(call: JiraCall, resource: Resource): Answer {
  const found = wantedEntries(call, resource);
  const shape = (entry: Stored) => resource.shape(call, entry);
  return resource.list === 'page' ? pageAnswer(call, found, shape) : json(found.map(shape));
}

export function findEntry(call: JiraCall, { kind, noun }: Pick<Resource, 'kind' | 'noun'>, id = call.params.id ?? ''): Stored {
  const entry = call.state.entries.get(`${kind}:${id}`);
  if (entry === undefined) throw new JiraRefusal(404, [`The ${noun} with id '${id}' was not found.`]);
  return entry;
}

function read(call: JiraCall, resource: Resource, known?: Stored): Loose & { name: string; description: string } {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '')
    throw new JiraRefusal(400, [`The name of the ${resource.noun} must be specified.`], { name: 'The name must be specified.' });
  const twin = call.state.entries
    .by('kind', resource.kind)
    .find(one => one.name.toLowerCase() === name.toLowerCase() && one.id !== known?.id);
  if (twin !== undefined) throw new JiraRefusal(409, [`A ${resource.noun} with the name '${name}' already exists.`]);
  const description = asText(body.description) ?? known?.description ?? '';
  return { name, description, ...resource.read?.(call, body, known) };
}

function create(call: JiraCall, resource: Resource): Answer {
  const given = read(call, resource);
  const id = String(call.ids.number(`jira.${resource.kind}`, resource.from));
  const entry = call.state.entries.add({ kind: resource.kind, id, ...given });
  return json(resource.created?.(entry) ?? resource.shape(call, entry), resource.createdStatus ?? 201);
}

function edit(call: JiraCall, resource: Resource): Answer {
  const known = findEntry(call, resource);
  const given = read(call, resource, known);
  const entry = call.state.entries.edit(`${known.kind}:${known.id}`, row => Object.assign(row, given));
  return resource.edited === 'empty' ? empty() : json(resource.shape(call, entry));
}

function remove(call: JiraCall, resource: Resource): Answer {
  const { kind, id } = findEntry(call, resource);
  call.state.entries.delete(`${kind}:${id}`);
  return empty();
}
