import { setTimeout as sleep } from 'node:timers/promises';
import { Notification } from 'electron';
import { controlRoom, type Gate, type JobCard } from '../contract/index.ts';
import { connect } from '../rpc/connect.ts';
import { mainPort } from '../rpc/transports/message-port.ts';
import type { Core } from './core.ts';

const titles: Readonly<Record<Gate['kind'], string>> = {
  review: 'Ready for review',
  'no-op': 'Nothing to do?',
  question: 'A question for you',
  failure: 'A run needs you',
};

/**
 * Shows a native notification for each question that comes up while the app runs, once; a click on it shows the window.
 * Follows the core through restarts.
 */
export function notifyOfGates(core: Pick<Core, 'connect'>, show: () => void): void {
  if (!Notification.isSupported()) return;
  const seen = new Set<string>();
  const follow = async (): Promise<void> => {
    const room = connect(controlRoom, mainPort(core.connect()));
    const { seq, cards } = await room['job.list']({});
    for (const { gate } of cards) if (gate !== null) seen.add(gate.id);
    for await (const { card } of room['job.changes']({ after: seq })) {
      if (card.gate === null || seen.has(card.gate.id)) continue;
      seen.add(card.gate.id);
      notify(card, card.gate, show);
    }
  };
  const keepFollowing = async () => {
    for (;;) {
      await follow().catch(() => {}); // the core went away; a new one is on its way, or the app ends
      await sleep(2_000, undefined, { ref: false });
    }
  };
  void keepFollowing();
}

function notify(card: JobCard, gate: Gate, show: () => void): void {
  const notification = new Notification({ title: `${titles[gate.kind]}: ${card.id}`, body: `${card.title}\n${gate.text}` });
  notification.on('click', show);
  notification.show();
}
