import { randomUUID } from 'node:crypto';
import type { OutResult } from '../../kit/outbox.ts';
import { parseJson } from '../../kit/parse-json.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import { patience } from '../events/deliver.ts';
import { slackHeaders } from '../events/sign.ts';
import { type Ack, sendBySocket } from '../events/socket.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';

/** What an app is asked: something a user did, which it answers within three seconds. */
export interface Request {
  kind: 'interactive' | 'slash_commands';
  /** Where it goes when the app is not in Socket Mode. */
  url: string | undefined;
  payload: Record<string, unknown>;
}

/** What the app said; `value` is the JSON of its answer, or undefined. */
export type Reply =
  | { kind: 'taken'; text: string; value: unknown }
  | { kind: 'status'; status: number }
  | { kind: 'timeout' }
  | { kind: 'unreachable' }
  | { kind: 'not-configured' };

/** Asks an app, over its socket or its URL. Never rejects. */
export async function dispatch(call: WorldCall<SlackState>, app: SlackApp, request: Request): Promise<Reply> {
  return app.socketMode ? askBySocket(call, app, request) : askByHttp(call, app, request);
}

async function askBySocket(call: WorldCall<SlackState>, app: SlackApp, { kind, payload }: Request): Promise<Reply> {
  const envelope = { envelope_id: randomUUID(), type: kind, payload, accepts_response_payload: true };
  const ack: Ack = (await sendBySocket(call, app, envelope, patience)) ?? { kind: 'closed' };
  if (ack.kind === 'timeout') return { kind: 'timeout' };
  if (ack.kind === 'closed') return { kind: 'unreachable' };
  const isEmpty = ack.payload === undefined || ack.payload === null || isEmptyObject(ack.payload);
  return { kind: 'taken', text: '', value: isEmpty ? undefined : ack.payload };
}

async function askByHttp(call: WorldCall<SlackState>, app: SlackApp, { kind, url, payload }: Request): Promise<Reply> {
  if (url === undefined) return { kind: 'not-configured' };
  const body = String(new URLSearchParams(kind === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload)));
  const headers = slackHeaders(app.signingSecret, 'application/x-www-form-urlencoded', body);
  const operation = kind === 'interactive' ? String(payload.type) : 'slash_command';
  return readResult(await call.outbox.request({ operation, method: 'POST', url, headers, body, timeoutMs: patience }));
}

function readResult(result: OutResult): Reply {
  if (result.kind === 'failed') return { kind: result.reason === 'timeout' ? 'timeout' : 'unreachable' };
  if (result.status < 200 || result.status > 299) return { kind: 'status', status: result.status };
  const isJson = /^application\/json\b/i.test(result.headers['content-type'] ?? '');
  const value = isJson || result.body.startsWith('{') ? parse(result.body) : undefined;
  return { kind: 'taken', text: value === undefined ? result.body : '', value };
}

function texts(payload: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
