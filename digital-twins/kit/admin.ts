import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, empty, json, send } from './answer.ts';
import type { Coverage } from './coverage.ts';
import type { Namespaces } from './namespaces.ts';
import { moment } from './person.ts';
import type { Twin } from './plugin.ts';
import { readRequest, type TwinRequest } from './request.ts';
import { createRouter } from './router.ts';
import { scriptSchema } from './script.ts';
import { isSame } from './secrets.ts';
import { checkSeed } from './seed.ts';
import { TwinError } from './twin-error.ts';

interface AdminParts {
  token: string;
  twins: Twin[];
  namespaces: Namespaces;
  coverage: Coverage;
}

type Action = (request: TwinRequest, namespace: string) => Answer;

const ensureSchema = z.strictObject({ seeds: z.unknown().optional(), clock: moment.optional() });
const clockSchema = z.union([z.strictObject({ advanceMs: z.number() }), z.strictObject({ setTo: moment })]);
const restoreSchema = z.strictObject({ snapshot: z.string() });

/** The listener for the host alone: every request carries the token. Errors are `{ error: { code, message } }`. */
export function createAdmin(parts: AdminParts): Server {
  const router = createRouter(routes(parts));
  return createServer((incoming, response) => void serve(parts.token, router, incoming, response));
}

async function serve(
  token: string,
  router: ReturnType<typeof createRouter<Action>>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isSame(incoming.headers.authorization ?? '', `Bearer ${token}`)) {
      throw new TwinError(401, 'admin.denied', 'the admin token is missing or wrong');
    }
    const request = await readRequest(incoming);
    const match = router(request.method, request.path);
    if (match === undefined) throw new TwinError(404, 'admin.unknown', `there is no ${request.method} ${request.path}`);
    send(response, match.target(request, match.params.ns ?? ''));
  } catch (error) {
    send(response, describe(error));
  }
}

function describe(error: unknown): Answer {
  if (error instanceof TwinError) return json({ error: { code: error.code, message: error.message } }, error.status);
  const message = error instanceof Error ? error.message : String(error);
  return json({ error: { code: 'admin.crashed', message } }, 500);
}

function routes({ twins, namespaces, coverage }: AdminParts) {
  const on = (methods: string, path: string, target: Action) => ({ methods: [methods], path, target });
  return [
    on('GET', '/coverage', () =>
      json(Object.fromEntries(twins.map(twin => [twin.name, coverage.report(twin.name, twin.operations)]))),
    ),
    on('GET', '/namespaces', () => json({ namespaces: namespaces.names() })),
    on('PUT', '/namespaces/:ns', (request, name) => {
      const body = read(ensureSchema, request);
      const seed = checkSeed(body.seeds, twins);
      const fresh = request.query.get('fresh') === '1';
      const { created } = namespaces.ensure(name, { ...seed, clock: body.clock ?? seed.clock }, fresh);
      return json({ namespace: name, created }, created ? 201 : 200);
    }),
    on('DELETE', '/namespaces/:ns', (_request, name) => json({ removed: namespaces.remove(name) })),
    on('POST', '/namespaces/:ns/reset', (_request, name) => {
      namespaces.get(name).reset();
      return empty();
    }),
    on('GET', '/namespaces/:ns/journal', ({ query }, name) => {
      const twin = query.get('twin');
      return json(
        namespaces.get(name).journal.read({ after: Number(query.get('after') ?? 0), ...(twin === null ? {} : { twin }) }),
      );
    }),
    on('GET', '/namespaces/:ns/state', (_request, name) => json(namespaces.get(name).view())),
    on('POST', '/namespaces/:ns/clock', (request, name) => {
      const { clock } = namespaces.get(name).world;
      const move = read(clockSchema, request);
      if ('advanceMs' in move) clock.advance(move.advanceMs);
      else clock.set(move.setTo);
      return json({ now: clock.iso() });
    }),
    on('POST', '/namespaces/:ns/snapshot', (_request, name) => json({ snapshot: namespaces.get(name).snapshot() })),
    on('POST', '/namespaces/:ns/restore', (request, name) => {
      namespaces.get(name).restore(read(restoreSchema, request).snapshot);
      return empty();
    }),
    on('POST', '/namespaces/:ns/script', (request, name) => {
      const script = read(scriptSchema, request);
      if (!twins.some(twin => twin.name === script.twin)) {
        throw new TwinError(400, 'script.twin', `there is no twin "${script.twin}"`);
      }
      namespaces.get(name).scripts.add(script);
      return empty();
    }),
    on('DELETE', '/namespaces/:ns/script', (_request, name) => {
      namespaces.get(name).scripts.clear();
      return empty();
    }),
  ];
}

function read<Schema extends z.ZodType>(schema: Schema, request: TwinRequest): z.infer<Schema> {
  const checked = schema.safeParse(request.body.kind === 'json' ? request.body.value : {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new TwinError(400, 'admin.invalid', `${issue?.path.map(String).join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}
