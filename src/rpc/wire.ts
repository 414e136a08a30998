import type { WireError } from '../base/app-error.ts';

/** What the calling side says. `id` is the caller's own, fresh for every request of a connection. */
export type ClientMessage =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly type: 'open'; readonly id: number; readonly method: string; readonly input: unknown }
  /** So many more items (stream) or bytes (bytes) were taken by whoever asked for them. */
  | { readonly type: 'ack'; readonly id: number; readonly count: number }
  | { readonly type: 'cancel'; readonly id: number };

/** What the serving side says. After `result`, `error` or `end` the id is free. */
export type ServerMessage =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'item'; readonly id: number; readonly value: unknown }
  | { readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly id: number };

/** How much may be on its way unacknowledged: sending stops at `high` and goes on at `low`. */
export type Window = { readonly high: number; readonly low: number };
export const byteWindow: Window = { high: 512 * 1024, low: 128 * 1024 };
export const itemWindow: Window = { high: 256, low: 64 };
/** Longest piece of bytes in one message. */
export const maxPiece = 64 * 1024;
/** Open requests of one connection. More is a client gone wrong. */
export const maxOpenRequests = 512;

/** The message if it is one of ours, else null. The far side may be anything, so every field is looked at. */
export function readClientMessage(value: unknown): ClientMessage | null {
  if (!isRecord(value) || !isCount(value['id'])) return null;
  const { type, id, method, input, count } = value;
  if (type === 'call' || type === 'open') return typeof method === 'string' ? { type, id, method, input } : null;
  if (type === 'ack') return isCount(count) && count > 0 ? { type, id, count } : null;
  return type === 'cancel' ? { type, id } : null;
}

/** The same for the calling side; an error's text is shown to a person, so it must be text. */
export function readServerMessage(value: unknown): ServerMessage | null {
  if (!isRecord(value) || !isCount(value['id'])) return null;
  const { type, id } = value;
  if (type === 'result' || type === 'item') return { type, id, value: value['value'] };
  if (type === 'bytes') return value['bytes'] instanceof Uint8Array ? { type, id, bytes: value['bytes'] } : null;
  if (type === 'error') return isWireError(value['error']) ? { type, id, error: value['error'] } : null;
  return type === 'end' ? { type, id } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isWireError(value: unknown): value is WireError {
  return (
    isRecord(value) &&
    typeof value['kind'] === 'string' &&
    typeof value['code'] === 'string' &&
    typeof value['message'] === 'string'
  );
}
