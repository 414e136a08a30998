import { type Answer, json, text } from '../../kit/answer.ts';
import { parseJson } from '../../kit/parse-json.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { bodyFields, type TwinRequest } from '../../kit/request.ts';
import type { SlackState } from '../state.ts';
import { answerMessage } from './answer-message.ts';
import { asObject, type Loose } from './element.ts';
import { mostUses } from './response-url.ts';

/** Response URLs. Those of commands answer in plain text, those of interactions in JSON. */
export const responseUrlOperations: Operation<SlackState>[] = [
  {
    name: 'response_url.command',
    method: 'POST',
    path: '/commands/:team/:number/:secret',
    label: 'guess',
    write: true,
    run: call => respond(call, `commands/${pathOf(call)}`, 'text'),
  },
  {
    name: 'response_url.action',
    method: 'POST',
    path: '/actions/:team/:number/:secret',
    label: 'guess',
    write: true,
    run: call => respond(call, `actions/${pathOf(call)}`, 'json'),
  },
];

function pathOf({ params }: Call<SlackState>): string {
  return `${params.team}/${params.number}/${params.secret}`;
}

function respond(call: Call<SlackState>, path: string, style: 'text' | 'json'): Answer {
  const row = call.state.responseUrls.get(path);
  if (row === undefined || row.expiresAt <= call.clock.now()) return refuse('expired_url', 404);
  if (row.uses >= mostUses) return refuse('used_url', 404);
  const app = call.state.apps.get(row.appId);
  if (app === undefined) return refuse('no_service', 404);
  call.actAs(app.name);
  const given = payloadOf(call.request);
  if (given === undefined) return refuse('invalid_payload', 400);
  const { path: _path, uses: _uses, expiresAt: _expires, ...source } = row;
  const error = answerMessage(call, app, source, given);
  if (error !== undefined) return refuse(error, error === 'message_not_found' ? 404 : 400);
  call.state.responseUrls.edit(path, used => {
    used.uses += 1;
  });
  return style === 'text' ? text('ok') : json({ ok: true });
}

function refuse(error: string, status: number): Answer {
  return { ...json({ ok: false, error }, status), ok: false };
}

/** JSON, or a form whose `payload` is JSON; whatever the content type says. Undefined = not to be understood. */
export function payloadOf(request: TwinRequest): Loose | undefined {
  const { body } = request;
  const { payload } = bodyFields(body);
  if (body.kind === 'json') return objectOf(body.value);
  return parseObject(typeof payload === 'string' ? payload : request.text);
}

function parseObject(text: string): Loose | undefined {
  try {
    return objectOf(parseJson(text));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Loose | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? asObject(value) : undefined;
}
