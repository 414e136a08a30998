import { z } from 'zod';
import type { AdminAction, AdminParts } from './admin-call.ts';
import { empty, json } from './answer.ts';
import type { JournalFilter } from './journal.ts';
import { moment } from './person.ts';
import type { TwinRequest } from './request.ts';
import type { Route } from './router.ts';
import { scriptSchema } from './script.ts';
import { checkSeed } from './seed.ts';
import { TwinError } from './twin-error.ts';

const ensureSchema = z.strictObject({ seeds: z.unknown().optional(), clock: moment.optional() });
const clockSchema = z.union([z.strictObject({ advanceMs: z.number() }), z.strictObject({ setTo: moment })]);
const restoreSchema = z.strictObject({ snapshot: z.string() });
const failureSchema = z.strictObject({ error: z.string() });

/** Real ms a reader of the journal may wait for an entry. */
const waitLimit = 60_000;

const on = (method: string, path: string, target: AdminAction): Route<AdminAction> => ({ methods: [method], path, target });

export function adminRoutes(parts: AdminParts): Route<AdminAction>[] {
  return [...namespaceRoutes(parts), ...stateRoutes(parts), ...journalRoutes(parts), ...failureRoutes(parts)];
}

function namespaceRoutes({ twins, namespaces, coverage, diallers }: AdminParts): Route<AdminAction>[] {
  const ensure: AdminAction = ({ request, params }) => {
    const body = read(ensureSchema, request);
    const seed = checkSeed(body.seeds, twins);
    const fresh = request.query.get('fresh') === '1';
    const { created } = namespaces.ensure(params.ns ?? '', { ...seed, clock: body.clock ?? seed.clock }, fresh);
    return json({ namespace: params.ns, created }, created ? 201 : 200);
  };
  return [
    on('GET', '/coverage', () =>
      json(
        Object.fromEntries(
          twins.map(twin => [twin.name, coverage.report(twin.name, [...twin.operations, ...(twin.sockets ?? [])])]),
        ),
      ),
    ),
    on('GET', '/namespaces', () => json({ namespaces: namespaces.names() })),
    on('PUT', '/namespaces/:ns', ensure),
    on('PUT', '/namespaces/:ns/seed', call => {
      call.request.query.set('fresh', '1');
      return ensure(call);
    }),
    on('DELETE', '/namespaces/:ns', ({ params }) => json({ removed: namespaces.remove(params.ns ?? '') })),
    on('GET', '/namespaces/:ns/dials', ({ params, stream }) => {
      diallers.attach(namespaces.get(params.ns ?? ''), stream());
      return 'streaming';
    }),
    on('POST', '/namespaces/:ns/dials/:id', ({ request, params }) => {
      diallers.find(params.ns ?? '')?.fail(params.id ?? '', read(failureSchema, request).error);
      return empty();
    }),
  ];
}

function stateRoutes({ namespaces }: AdminParts): Route<AdminAction>[] {
  return [
    on('GET', '/namespaces/:ns/state', ({ params }) => json(namespaces.get(params.ns ?? '').view())),
    on('POST', '/namespaces/:ns/reset', ({ params }) => {
      namespaces.get(params.ns ?? '').reset();
      return empty();
    }),
    on('POST', '/namespaces/:ns/clock', ({ request, params }) => {
      const namespace = namespaces.get(params.ns ?? '');
      const move = read(clockSchema, request);
      if ('advanceMs' in move) namespace.clock.advance(move.advanceMs);
      else namespace.clock.set(move.setTo);
      namespace.catchUp();
      return json({ now: namespace.clock.iso() });
    }),
    on('POST', '/namespaces/:ns/snapshot', ({ params }) => json({ snapshot: namespaces.get(params.ns ?? '').snapshot() })),
    on('POST', '/namespaces/:ns/restore', ({ request, params }) => {
      namespaces.get(params.ns ?? '').restore(read(restoreSchema, request).snapshot);
      return empty();
    }),
  ];
}

function journalRoutes({ namespaces }: AdminParts): Route<AdminAction>[] {
  return [
    on('GET', '/namespaces/:ns/journal', async ({ request, params }) => {
      const wait = Math.min(readNumber(request.query, 'wait') ?? 0, waitLimit);
      return json(await namespaces.get(params.ns ?? '').journal.wait(readFilter(request.query), wait));
    }),
    on('GET', '/namespaces/:ns/journal/live', ({ request, params, stream }) => {
      const namespace = namespaces.get(params.ns ?? '');
      const { journal } = namespace;
      const filter = readFilter(request.query);
      const lines = stream();
      // What is there already first, so that nothing is missed between reading and following.
      if (filter.after !== undefined) for (const entry of journal.read(filter).entries) lines.write(entry);
      const stops = [journal.follow(filter, lines.write), namespace.onClose(lines.end)];
      lines.onClose(() => {
        for (const stop of stops) stop();
      });
      return 'streaming';
    }),
  ];
}

function failureRoutes({ namespaces, twins }: AdminParts): Route<AdminAction>[] {
  return [
    on('POST', '/namespaces/:ns/script', ({ request, params }) => {
      const script = read(scriptSchema, request);
      if (!twins.some(twin => twin.name === script.twin)) {
        throw new TwinError(400, 'script.twin', `there is no twin "${script.twin}"`);
      }
      namespaces.get(params.ns ?? '').scripts.add(script);
      return empty();
    }),
    on('DELETE', '/namespaces/:ns/script', ({ params }) => {
      namespaces.get(params.ns ?? '').scripts.clear();
      return empty();
    }),
  ];
}

function readFilter(query: URLSearchParams): JournalFilter {
  const texts = ['twin', 'operation', 'method', 'path', 'direction'] as const;
  const numbers = ['after', 'status', 'limit'] as const;
  const filter: JournalFilter = {};
  for (const name of texts) if (query.has(name)) filter[name] = query.get(name) ?? '';
  for (const name of numbers) {
    const value = readNumber(query, name);
    if (value !== undefined) filter[name] = value;
  }
  if (query.has('write')) filter.isWrite = query.get('write') === '1';
  return filter;
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new TwinError(400, 'admin.invalid', `${name}: not a whole number`);
  return value;
}

function read<Schema extends z.ZodType>(schema: Schema, request: TwinRequest): z.infer<Schema> {
  const { body } = request;
  if (body.kind === 'too-large') throw new TwinError(413, 'admin.too-large', 'the body is too large');
  if (body.kind !== 'json' && body.kind !== 'none') throw new TwinError(400, 'admin.invalid', 'the body is not JSON');
  const checked = schema.safeParse(body.kind === 'json' ? body.value : {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new TwinError(400, 'admin.invalid', `${issue?.path.map(String).join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}
