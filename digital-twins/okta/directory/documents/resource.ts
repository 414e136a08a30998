import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Label } from '../../../kit/coverage.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { anyOperator, matches, readFilter } from '../filter/match.ts';
import { newId, nextSeq } from '../ids.ts';
import { dig, type Json, mergeDeep } from '../json.ts';
import { note } from '../log/note.ts';

/** A kind of thing that is little more than its document. */
export interface Resource {
  /** Kind of the documents, and what operations are called by. */
  kind: string;
  /** Where the list is; may hold `:parent`, which must be there. */
  path: string;
  /** What a 404 calls it. */
  noun: string;
  /** Prefix of its ids. */
  prefix: string;
  label: Label;
  /** Where one of them is known otherwise than the rest. */
  labels?: Partial<Record<string, Label>>;
  /** The document of a new one, checked. Throws `OktaRefusal`. Left out: it cannot be made. */
  create?(call: OktaCall, given: Json): Json;
  createStatus?: 200 | 201;
  /** The document after a change, by default the old one with what was given in its place. */
  update?(call: OktaCall, given: Json, before: Readonly<Doc>): Json;
  /** How it is changed: PUT replaces; POST and PATCH too unless `merge`. */
  updates?: { methods: string; mode: 'merge' | 'replace' };
  /** Refuses to delete by throwing. */
  mayDelete?(call: OktaCall, doc: Readonly<Doc>): void;
  canDelete?: boolean;
  /** What is shown, by default the document with a link to itself. */
  shape?(call: OktaCall, doc: Readonly<Doc>): Json;
  /** Whether it can be switched on and off, and what that answers. */
  lifecycle?: 'document' | 'empty' | 'nothing';
  /** Deleting what is not there is answered like deleting it. */
  forgetsGladly?: boolean;
  /** What a filter's word stands for, where it is not a path in the document. */
  filterValue?(doc: Readonly<Doc>, path: string): unknown;
  /** Only what is off can be deleted. */
  deleteWantsInactive?: boolean;
  /** Says that the parent of `:parent` is not there, by throwing. */
  parent?(call: OktaCall, id: string): void;
  /** Which of them a list shows. */
  fits?(call: OktaCall, doc: Readonly<Doc>): boolean;
  limit?: number;
  /** The key its list stands under; left out: the list is the whole answer. */
  listKey?: string;
  /** What happens after. */
  after?(call: OktaCall, verb: Verb, doc: Readonly<Doc>): void;
  /** Prefix of the event types in the log; left out = nothing is noted. */
  events?: string;
}

type Verb = 'create' | 'update' | 'delete' | 'activate' | 'deactivate';

/** The operations of a resource: list, create, get, change, delete, switch on and off. */
export function resourceOperations(resource: Resource): Operation<OktaState>[] {
  const { kind, path, label, labels } = resource;
  const one = `${path}/:id`;
  const make = (verb: string, method: string, where: string, run: (call: OktaCall) => Answer) =>
    managed({ name: `${kind}.${verb}`, method, path: where, label: labels?.[verb] ?? label, run });
  const { methods = 'PUT' } = resource.updates ?? {};
  return [
    make('list', 'GET', path, call => list(call, resource)),
    ...(resource.create === undefined ? [] : [make('create', 'POST', path, call => create(call, resource))]),
    make('get', 'GET', one, call => json(shapeOf(call, resource, findDoc(call, resource)))),
    make('update', methods, one, call => update(call, resource)),
    ...(resource.canDelete === false ? [] : [make('delete', 'DELETE', one, call => remove(call, resource))]),
    ...(resource.lifecycle === undefined
      ? []
      : (['activate', 'deactivate'] as const).map(verb =>
          make(verb, 'POST', `${one}/lifecycle/${verb}`, call => setStatus(call, resource, verb)),
        )),
  ];
}

function checkParent(call: OktaCall, { parent }: Resource): string | undefined {
  const id = call.params.parent;
  if (id !== undefined) parent?.(call, id);
  return id;
}

/** The document a path names. Throws `OktaRefusal` 404. */
export function findDoc(
  call: OktaCall,
  resource: Pick<Resource, 'kind' | 'noun' | 'parent'>,
  id = call.params.id ?? '',
): Readonly<Doc> {
  const parent = checkParent(call, resource as Resource);
  const doc = call.state.documents.get(`${resource.kind}:${id}`);
  if (doc === undefined || (parent !== undefined && doc.parent !== parent)) throw notFound(id, resource.noun);
  return doc;
}

function shapeOf(call: OktaCall, resource: Resource, doc: Readonly<Doc>): Json {
  return resource.shape?.(call, doc) ?? { ...doc.body, _links: { self: selfLink(call, resource, doc) } };
}

/** Address of a document. */
export function hrefOf(call: OktaCall, { path }: Pick<Resource, 'path'>, doc: Readonly<Doc>): string {
  return `${call.request.origin}${path.replace(':parent', doc.parent ?? '')}/${doc.id}`;
}

function selfLink(call: OktaCall, resource: Resource, doc: Readonly<Doc>): Json {
  return { href: hrefOf(call, resource, doc), hints: { allow: ['GET', 'PUT', 'DELETE'] } };
}

function list(call: OktaCall, resource: Resource): Answer {
  const parent = checkParent(call, resource);
  const { documents } = call.state;
  const asked = readAsked(call, resource);
  const fits = (doc: Readonly<Doc>) => (resource.fits?.(call, doc) ?? true) && asked(doc);
  const { kind } = resource;
  const page = {
    list: `${kind} ${parent ?? ''}`,
    limit: resource.limit ?? 200,
    shape: (doc: Readonly<Doc>) => shapeOf(call, resource, doc),
  };
  const [index, value] = parent === undefined ? (['kind', kind] as const) : (['parent', `${kind}:${parent}`] as const);
  const answer = pageBySeq(
    call,
    page,
    from => walk(documents, index, value, from, fits),
    id => documents.get(`${kind}:${id}`)?.seq,
  );
  const { listKey } = resource;
  if (listKey === undefined || answer.body.kind !== 'json') return answer;
  return { ...answer, body: { kind: 'json', value: { [listKey]: answer.body.value } } };
}

/** `filter` over any attribute, and `q` for the start of a name or of an address. */
function readAsked({ request: { query } }: OktaCall, { filterValue }: Resource): (doc: Readonly<Doc>) => boolean {
  const [text, q] = [query.get('filter') ?? '', (query.get('q') ?? '').toLowerCase()];
  const condition = text === '' ? undefined : readFilter(text, { '*': anyOperator });
  return doc => {
    const { body } = doc;
    const read = (path: string) => filterValue?.(doc, path) ?? dig(body, ...path.split('.'));
    if (condition !== undefined && !matches(condition, read)) return false;
    return q === '' || [body.name, body.origin].some(one => typeof one === 'string' && one.toLowerCase().startsWith(q));
  };
}

function create(call: OktaCall, resource: Resource): Answer {
  const parent = checkParent(call, resource);
  const body = resource.create?.(call, readBody(call)) ?? {};
  const doc = addDocument(call, resource.kind, resource.prefix, body, parent);
  finish(call, resource, 'create', doc);
  return json(
    shapeOf(call, resource, call.state.documents.get(`${resource.kind}:${doc.id}`) ?? doc),
    resource.createStatus ?? 200,
  );
}

/** Adds a document; `id` and times come first in it. */
export function addDocument(
  call: Pick<OktaCall, 'clock' | 'ids' | 'state'>,
  kind: string,
  prefix: string,
  body: Json,
  parent?: string,
): Readonly<Doc> {
  const time = new Date(call.clock.now()).toISOString();
  const id = typeof body.id === 'string' ? body.id : newId(call, prefix);
  const whole = { ...body, id, created: time, lastUpdated: time };
  return call.state.documents.add({ kind, id, seq: nextSeq(call), ...(parent === undefined ? {} : { parent }), body: whole });
}

function update(call: OktaCall, resource: Resource): Answer {
  const doc = findDoc(call, resource);
  const given = readBody(call);
  const next = resource.update?.(call, given, doc) ?? merged(resource, given, doc);
  const changed = writeDocument(call, doc, next);
  finish(call, resource, 'update', changed);
  return json(shapeOf(call, resource, changed));
}

function merged(resource: Resource, given: Json, { body }: Readonly<Doc>): Json {
  const { _links, _embedded, ...rest } = given;
  return resource.updates?.mode === 'merge' ? mergeDeep(body, rest) : { ...body, ...rest };
}

/** Writes a document; what names it and says when it was made stays. */
export function writeDocument(call: OktaCall, { kind, id }: Readonly<Doc>, next: Json): Readonly<Doc> {
  return call.state.documents.edit(`${kind}:${id}`, row => {
    const { id: own, created } = row.body;
    row.body = { ...structuredClone(next), id: own, created, lastUpdated: call.clock.iso() };
  });
}

function remove(call: OktaCall, resource: Resource): Answer {
  if (resource.forgetsGladly === true && !call.state.documents.has(`${resource.kind}:${call.params.id ?? ''}`)) return empty();
  const doc = findDoc(call, resource);
  if (resource.deleteWantsInactive === true && doc.body.status === 'ACTIVE') {
    throw new OktaRefusal(403, 'E0000001', `Api validation failed: ${resource.noun}`, [
      `The ${resource.noun} must be deactivated before deletion.`,
    ]);
  }
  resource.mayDelete?.(call, doc);
  call.state.documents.delete(`${doc.kind}:${doc.id}`);
  finish(call, resource, 'delete', doc);
  return empty();
}

function setStatus(call: OktaCall, resource: Resource, verb: 'activate' | 'deactivate'): Answer {
  const doc = findDoc(call, resource);
  const changed = writeDocument(call, doc, { ...doc.body, status: verb === 'activate' ? 'ACTIVE' : 'INACTIVE' });
  finish(call, resource, verb, changed);
  if (resource.lifecycle === 'document') return json(shapeOf(call, resource, changed));
  return resource.lifecycle === 'empty' ? empty() : empty(200);
}

const verbs: Record<Verb, string> = {
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
  activate: 'Activate',
  deactivate: 'Deactivate',
};

function finish(call: OktaCall, resource: Resource, verb: Verb, doc: Readonly<Doc>): void {
  resource.after?.(call, verb, doc);
  if (resource.events === undefined) return;
  const name = String(doc.body.name ?? doc.id);
  const target = [{ id: doc.id, type: resource.noun, alternateId: 'unknown', displayName: name }];
  note(call, { eventType: `${resource.events}.${verb}`, message: `${verbs[verb]} ${resource.noun}`, target });
}
