import type { Alarm } from './alarm.ts';
import type { Clock } from './clock.ts';
import type { Dial } from './dialler.ts';
import type { Journal } from './journal.ts';
import type { Delivery, Outbox, OutRequest, OutResult } from './outbox.ts';
import { post } from './post.ts';
import type { Scripts } from './script.ts';

/** What an outbox stands on: one twin in one namespace. */
export interface OutboxParts {
  twin: string;
  clock: Clock;
  alarm: Alarm;
  scripts: Scripts;
  journal: Journal;
  dial: Dial;
  /** Goes up with every reset and restore: what began before belongs to nobody any more. */
  era(): number;
}

export function createOutbox(parts: OutboxParts): Outbox {
  return {
    request: out => call(parts, out, null),
    // Never inside the answer to the call that caused it.
    deliver: delivery => void setImmediate(() => inBackground(parts, delivery, begin(parts, delivery))),
  };
}

/** Nobody waits for a delivery: what a twin's own part of it throws would end the process. */
function inBackground({ twin }: OutboxParts, { operation }: Delivery, going: Promise<void>): void {
  going.catch(error => process.stderr.write(`${twin} ${operation}: ${error instanceof Error ? error.stack : String(error)}\n`));
}

async function begin(parts: OutboxParts, delivery: Delivery): Promise<void> {
  const path = URL.parse(delivery.url)?.pathname ?? '';
  const scripted = parts.scripts.takeForDelivery(parts.twin, { operation: delivery.operation, method: delivery.method, path });
  if (scripted === 'drop') {
    // The vendor believes that it arrived: so there is no second attempt.
    const lost: OutResult = { kind: 'answer', status: 200, headers: {}, body: '' };
    note(parts, delivery, lost, scripted);
    delivery.done?.(lost, 1);
    return;
  }
  if (scripted === 'duplicate') void call(parts, delivery, scripted);
  await attempt(parts, delivery, 1, {});
}

async function attempt(parts: OutboxParts, delivery: Delivery, count: number, headers: Record<string, string>): Promise<void> {
  const era = parts.era();
  const result = await call(parts, { ...delivery, headers: { ...delivery.headers, ...headers } }, null);
  if (parts.era() !== era) return;
  const wait = delivery.retryIn?.(count, result);
  if (wait === undefined) return delivery.done?.(result, count);
  const more = delivery.headersFor?.(count + 1, result) ?? {};
  parts.alarm.at(parts.clock.now() + wait, () => inBackground(parts, delivery, attempt(parts, delivery, count + 1, more)));
}

async function call(parts: OutboxParts, out: OutRequest, scripted: string | null): Promise<OutResult> {
  const result = await post(parts.dial, out);
  note(parts, out, result, scripted);
  return result;
}

function note({ twin, clock, journal }: OutboxParts, out: OutRequest, result: OutResult, scripted: string | null): void {
  const [path = '', query = ''] = out.url.split('?', 2);
  const status = result.kind === 'answer' ? result.status : 0;
  journal.record({
    time: clock.now(),
    direction: 'out',
    twin,
    operation: out.operation,
    isWrite: false,
    method: out.method,
    path,
    query,
    body: { type: typeOf(out.headers), text: out.body },
    actor: null,
    status,
    ok: status >= 200 && status < 300,
    response:
      result.kind === 'answer'
        ? { type: typeOf(result.headers), text: result.body }
        : { instead: { failed: result.reason, message: result.message } },
    label: 'none',
    scripted,
  });
}

function typeOf(headers: Record<string, string>): string {
  const [, type = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return type;
}
