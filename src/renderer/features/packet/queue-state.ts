import type { AppError } from '../../../base/app-error.ts';
import type { Readiness } from '../../../contract/index.ts';

export type QueueState = { readonly status: 'ready' } | { readonly status: 'blocked'; readonly reason: string };

type Known = {
  readonly isEmpty: boolean;
  readonly isConnected: boolean;
  readonly isReading: boolean;
  readonly isBusy: boolean;
  readonly problem: AppError | null;
  readonly readiness: Readiness | null;
};

/** Whether a packet can be queued now, and if not, the sentence that stands beside the button. */
export function queueState(known: Known): QueueState {
  const reason = reasonOf(known);
  return reason === null ? { status: 'ready' } : { status: 'blocked', reason };
}

function reasonOf({ isEmpty, isConnected, isReading, isBusy, problem, readiness }: Known): string | null {
  if (isEmpty) return 'Cannot be queued: there is no packet yet';
  if (!isConnected) return 'Cannot be queued: there is no connection to the control room';
  if (isBusy) return 'Being queued';
  if (problem) return 'Cannot be queued: the text cannot be read as a packet';
  if (isReading || readiness === null) return 'Being read';
  if (readiness.isReady) return null;
  const missing = readiness.items.filter(item => item.blocks).map(item => item.field);
  return `Cannot be queued: ${listText([...new Set(missing)])}`;
}

function listText(fields: readonly string[]): string {
  if (fields.length === 0) return 'it is not ready';
  const list = fields.length === 1 ? fields[0] : `${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}`;
  return `${list} ${fields.length === 1 ? 'needs' : 'need'} a look`;
}
