import { openDirect } from '../change-channel.ts';
import type { Method, SlackCall } from '../method.ts';
import { newId } from '../new-id.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Reminder } from '../state-content.ts';
import { seconds } from '../ts.ts';
import { type SlackWorld, writeMessage } from '../write-message.ts';

const common = { tokens: ['user' as const], label: 'docs' as const };
const read = { ...common, scopes: ['reminders:read'] };
const write = { ...common, scopes: ['reminders:write'], write: true };

export const reminderMethods: Method[] = [
  { ...write, name: 'reminders.add', run: add },
  {
    ...read,
    name: 'reminders.list',
    run: call => ({ reminders: call.state.reminders.by('user', call.user.id).map(shape) }),
  },
  { ...read, name: 'reminders.info', run: call => ({ reminder: shape(findReminder(call)) }) },
  {
    ...write,
    name: 'reminders.complete',
    run: call => {
      const reminder = findReminder(call);
      if (reminder.isRecurring) throw new SlackRefusal('cannot_complete_recurring');
      if (reminder.userId !== call.user.id) throw new SlackRefusal('cannot_complete_others');
      call.state.reminders.edit(reminder.id, row => {
        row.completed = seconds(call.clock.now());
      });
      return {};
    },
  },
  {
    ...write,
    name: 'reminders.delete',
    run: call => {
      call.state.reminders.delete(findReminder(call).id);
      return {};
    },
  },
];

function add(call: SlackCall): Record<string, unknown> {
  const { args, state, user } = call;
  const text = args.demand('text');
  const userId = args.text('user') || user.id;
  if (!state.users.has(userId)) throw new SlackRefusal('user_not_found');
  const reminder = state.reminders.add({
    id: newId(call, 'reminder', 'Rm'),
    creator: user.id,
    userId,
    text,
    time: readTime(call, args.demand('time')),
    isRecurring: false,
    completed: 0,
    isSent: false,
  });
  return { reminder: shape(reminder) };
}

const units: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };

/** A time, seconds from now (within a day), or "in 5 minutes" (Slack docs, reminders.add). */
function readTime({ clock }: SlackCall, text: string): number {
  const now = seconds(clock.now());
  const [, count, unit = ''] = /^in (\d+) (second|minute|hour|day|week)s?$/i.exec(text.trim()) ?? [];
  if (count !== undefined) return now + Number(count) * (units[unit.toLowerCase()] ?? 0);
  if (!/^\d+$/.test(text)) throw new SlackRefusal('cannot_parse');
  const time = Number(text) <= 86_400 ? now + Number(text) : Number(text);
  if (time <= now) throw new SlackRefusal('time_in_past');
  return time;
}

function findReminder({ state, args, user }: SlackCall): Readonly<Reminder> {
  const reminder = state.reminders.get(args.text('reminder') ?? '');
  if (reminder === undefined || (reminder.userId !== user.id && reminder.creator !== user.id))
    throw new SlackRefusal('not_found');
  return reminder;
}

function shape({ id, creator, userId, text, time, isRecurring, completed }: Readonly<Reminder>): Record<string, unknown> {
  return { id, creator, user: userId, text, recurring: isRecurring, time, complete_ts: completed };
}

/** When the next reminder is due, in ms of the workspace's clock. */
export function nextReminder({ state }: Pick<SlackWorld, 'state'>): number | undefined {
  const times = [...state.reminders.values()].filter(isWaiting).map(one => one.time * 1000);
  return times.length === 0 ? undefined : Math.min(...times);
}

function isWaiting(reminder: Readonly<Reminder>): boolean {
  return !reminder.isSent && reminder.completed === 0;
}

/** Slackbot tells people what they asked to be reminded of. */
export function sendReminders(world: SlackWorld): void {
  const due = [...world.state.reminders.values()].filter(one => isWaiting(one) && one.time * 1000 <= world.clock.now());
  for (const { id, userId, text } of due) {
    world.state.reminders.edit(id, row => {
      row.isSent = true;
    });
    const { channel } = openDirect(world, ['USLACKBOT', userId], 'USLACKBOT');
    writeMessage(world, { channelId: channel.id, user: 'USLACKBOT', text: `Reminder: ${text}.` });
  }
}
