import { randomUUID } from 'node:crypto';
import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { patience, retryWaits } from './deliver.ts';
import { type Ack, sendBySocket } from './socket.ts';

/**
 * Sends an event over Socket Mode. It stays in the state until it is acknowledged or its retries, timed like those over
 * HTTP, are used up; an app that connects meanwhile gets it at once.
 */
export function sendEnvelope(call: WorldCall<SlackState>, app: SlackApp, payload: Record<string, unknown>): void {
  const id = randomUUID();
  const dueAt = call.clock.now() + patience + (retryWaits[0] ?? 0);
  call.state.envelopes.add({ id, appId: app.id, payload, attempt: 0, reason: '', dueAt });
  // Never inside the answer to the call that caused it.
  setImmediate(() => attempt(call, id));
}

/** When the next envelope is tried again, in ms of the namespace's clock. */
export function nextRedelivery({ envelopes }: SlackState): number | undefined {
  const [first] = envelopes.keysBy('time', 'all');
  return first === undefined ? undefined : envelopes.get(first)?.dueAt;
}

/** Tries again what is due. */
export function redeliver(call: WorldCall<SlackState>): void {
  for (const one of call.state.envelopes.by('time', 'all')) {
    if (one.dueAt > call.clock.now()) return;
    again(call, one.id, one.attempt, 'timeout');
  }
}

/** Sends an app that has just connected what is waiting for it. */
export function flush(call: WorldCall<SlackState>, app: SlackApp): void {
  for (const one of call.state.envelopes.by('app', app.id)) {
    if (one.reason === 'connection_failed') attempt(call, one.id);
  }
}

function attempt(call: WorldCall<SlackState>, id: string): void {
  const one = call.state.envelopes.get(id);
  const app = one === undefined ? undefined : call.state.apps.get(one.appId);
  if (one === undefined || app === undefined) return;
  const retry = { retry_attempt: one.attempt, retry_reason: one.reason };
  const envelope = {
    envelope_id: id,
    type: 'events_api' as const,
    payload: one.payload,
    accepts_response_payload: false,
    ...retry,
  };
  const sent = sendBySocket(call, app, envelope, patience);
  if (sent === undefined) wait(call, id);
  else void sent.then(ack => settle(call, id, one.attempt, ack));
}

/** Nobody is connected: it waits for a connection, or for its next turn. */
function wait({ state }: WorldCall<SlackState>, id: string): void {
  state.envelopes.edit(id, row => {
    row.reason = 'connection_failed';
  });
}

function settle(call: WorldCall<SlackState>, id: string, tried: number, ack: Ack): void {
  if (ack.kind === 'acked') return void call.state.envelopes.delete(id);
  again(call, id, tried, ack.kind === 'closed' ? 'connection_failed' : 'timeout');
}

/** The next attempt, unless another one has begun since `tried`. A reset takes the envelope away, and that is the end of it. */
function again(call: WorldCall<SlackState>, id: string, tried: number, reason: string): void {
  const one = call.state.envelopes.get(id);
  if (one === undefined || one.attempt !== tried) return;
  const wait = retryWaits[tried + 1];
  if (tried >= retryWaits.length) return void call.state.envelopes.delete(id);
  call.state.envelopes.edit(id, row => {
    row.attempt = tried + 1;
    row.reason = reason;
    row.dueAt = call.clock.now() + patience + (wait ?? 0);
  });
  attempt(call, id);
}
