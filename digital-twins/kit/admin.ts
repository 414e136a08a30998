import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AdminAction, AdminParts } from './admin-call.ts';
import { adminRoutes } from './admin-routes.ts';
import { type Answer, json, send } from './answer.ts';
import type { LineStream } from './line-stream.ts';
import { readRequest } from './request.ts';
import { createRouter } from './router.ts';
import { isSame } from './secrets.ts';
import { TwinError } from './twin-error.ts';

/** Bytes a seed may have. */
const seedLimit = 128 * 1024 * 1024;

/** The listener for the host alone: every request carries the token. Errors are `{ error: { code, message } }`. */
export function createAdmin(parts: AdminParts): Server {
  const router = createRouter(adminRoutes(parts));
  return createServer((incoming, response) => void serve(parts.token, router, incoming, response));
}

async function serve(
  token: string,
  router: ReturnType<typeof createRouter<AdminAction>>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isSame(incoming.headers.authorization ?? '', `Bearer ${token}`)) {
      throw new TwinError(401, 'admin.denied', 'the admin token is missing or wrong');
    }
    const request = await readRequest(incoming, seedLimit);
    const match = router(request.method, request.path);
    if (match === undefined) throw new TwinError(404, 'admin.unknown', `there is no ${request.method} ${request.path}`);
    const answer = await match.target({ request, params: match.params, stream: () => startStream(response) });
    if (answer !== 'streaming') send(response, answer);
  } catch (error) {
    send(response, describe(error));
  }
}

/** JSON values, one a line, for as long as the host listens. */
function startStream(response: ServerResponse): LineStream {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  return {
    write: value => void response.write(`${JSON.stringify(value)}\n`),
    end: () => void response.end(),
    onClose: listen => void response.once('close', listen),
  };
}

function describe(error: unknown): Answer {
  if (error instanceof TwinError) return json({ error: { code: error.code, message: error.message } }, error.status);
  const message = error instanceof Error ? error.message : String(error);
  return json({ error: { code: 'admin.crashed', message } }, 500);
}
