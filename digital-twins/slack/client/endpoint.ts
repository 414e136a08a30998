import { z } from 'zod';
import { type Answer, json } from '../../kit/answer.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import type { SlackState, User } from '../state.ts';
import { personByName } from './viewer.ts';

/** What an endpoint of the client answers: nothing, or what the page has to know. */
type Result = Record<string, unknown> | undefined;

/** What the client refuses; the page shows the words. */
export class ClientRefusal extends Error {}

/**
 * A call of the client's own page. It is no API: a page of another origin, such as the product's, is turned away, so that
 * only a person at this client can act as a person.
 */
export function endpoint<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  run: (call: Call<SlackState>, user: Readonly<User>, given: z.infer<z.ZodObject<Shape>>) => Result | Promise<Result>,
): Operation<SlackState> {
  const schema = z.object({ as: z.string(), ...shape });
  return {
    name: `client.${name}`,
    method: 'POST',
    path: `/client/${name}`,
    label: 'guess',
    write: true,
    run: async call => {
      try {
        const { user, given } = check(call, schema);
        return json({ ok: true, ...(await run(call, user, given as unknown as z.infer<z.ZodObject<Shape>>)) });
      } catch (error) {
        if (error instanceof ClientRefusal) return refuse(error.message, 400);
        throw error;
      }
    },
  };
}

function check(call: Call<SlackState>, schema: z.ZodType): { user: Readonly<User>; given: unknown } {
  if (!isOwnPage(call)) throw new ClientRefusal('This client speaks with its own pages only.');
  const read = schema.safeParse(call.request.body.kind === 'json' ? call.request.body.value : undefined);
  if (!read.success) throw new ClientRefusal(read.error.issues[0]?.message ?? 'invalid');
  const user = personByName(call.state, (read.data as { as: string }).as);
  if (user === undefined) throw new ClientRefusal('There is no such person in this workspace.');
  if (user.deleted) throw new ClientRefusal('Your account has been deactivated.');
  call.actAs(user.name);
  return { user, given: read.data };
}

/** Whether the client's own page asks: a browser names the origin of every page that posts. */
export function isOwnPage({ request }: Call<SlackState>): boolean {
  const { origin } = request.headers;
  return origin !== undefined && URL.parse(origin)?.host === URL.parse(request.origin)?.host;
}

function refuse(error: string, status: number): Answer {
  return { ...json({ ok: false, error }, status), ok: false };
}
