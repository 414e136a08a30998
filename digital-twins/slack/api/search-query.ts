import type { SlackCall } from '../method.ts';
import type { Message } from '../state.ts';

/** Whether a message is asked for. */
type Test = (message: Readonly<Message>) => boolean;

/** What a search query asks for. */
export interface Query {
  tests: Test[];
  /** Words to look for, lower case. */
  words: string[];
}

/** Reads Slack's search language: words, "phrases", -words and modifiers (Slack help, "Search in Slack"). */
export function readQuery(call: SlackCall, text: string): Query {
  const query: Query = { tests: [], words: [] };
  for (const match of text.matchAll(/(-?)(?:(\w+):("[^"]*"|\S+)|"([^"]*)"|(\S+))/g)) {
    const [, minus = '', modifier, value = '', phrase, word] = match;
    const test = modifier === undefined ? undefined : modifierTest(call, modifier.toLowerCase(), value.replaceAll('"', ''));
    const wanted = (phrase ?? word ?? `${modifier}:${value}`).toLowerCase();
    if (test !== undefined) query.tests.push(minus === '-' ? message => !test(message) : test);
    else if (minus === '-') query.tests.push(message => !textOf(message).includes(wanted));
    else if (wanted !== '') query.words.push(wanted);
  }
  for (const word of query.words) query.tests.push(message => hasWord(textOf(message), word));
  return query;
}

function hasWord(text: string, word: string): boolean {
  if (word.endsWith('*') && word.length > 3)
    return text.split(/[^\p{L}\p{N}_-]+/u).some(one => one.startsWith(word.slice(0, -1)));
  return text.includes(word);
}

/** All that a message says, lower case. */
function textOf(message: Readonly<Message>): string {
  const more =
    message.attachments === undefined && message.blocks === undefined
      ? ''
      : ` ${JSON.stringify([message.attachments, message.blocks])}`;
  return `${message.text}${more}`.toLowerCase();
}

function modifierTest(call: SlackCall, modifier: string, value: string): Test | undefined {
  switch (modifier) {
    case 'from': {
      const id = userOf(call, value);
      return message => message.user === id;
    }
    case 'in': {
      const id = placeOf(call, value);
      return message => message.channelId === id;
    }
    case 'has':
      return hasTest(call, value);
    case 'is':
      return value === 'thread' ? message => message.threadTs !== undefined : undefined;
    case 'before':
    case 'after':
    case 'on':
    case 'during':
      return timeTest(call, modifier, value);
    default:
      return undefined;
  }
}

function userOf(call: SlackCall, value: string): string | undefined {
  const name = value.replace(/^<?@|>$/g, '').toLowerCase();
  if (name === 'me') return call.user.id;
  if (call.state.users.has(name.toUpperCase())) return name.toUpperCase();
  const [byName] = call.state.users.keysBy('name', name);
  return (
    byName ??
    [...call.state.users.values()].find(one => [one.displayName, one.realName].some(text => text.toLowerCase() === name))?.id
  );
}

function placeOf(call: SlackCall, value: string): string | undefined {
  const name = value.replace(/^<?#|\|.*$|>$/g, '');
  if (call.state.channels.has(name.toUpperCase())) return name.toUpperCase();
  if (!value.startsWith('@') && !value.startsWith('<@')) return call.state.channels.keysBy('name', name.toLowerCase())[0];
  const other = userOf(call, value);
  return other === undefined ? undefined : call.state.channels.keysBy('people', [call.user.id, other].toSorted().join(','))[0];
}

function hasTest({ state }: SlackCall, value: string): Test {
  const emoji = /^:([^:]+):$/.exec(value)?.[1];
  if (emoji !== undefined) return message => message.reactions.some(one => one.name === emoji);
  if (value === 'reaction') return message => message.reactions.length > 0;
  if (value === 'link') return message => /<https?:/.test(message.text);
  if (value === 'file') return message => (message.files?.length ?? 0) > 0;
  if (value === 'pin') return message => state.pins.has(`${message.channelId}:${message.ts}`);
  if (value === 'thread') return message => state.messages.keysBy('thread', `${message.channelId}:${message.ts}`).length > 0;
  return () => false;
}

const day = 86_400;

/** Days as UTC has them; `before` and `after` leave out the day itself. */
function timeTest({ clock }: SlackCall, modifier: string, value: string): Test | undefined {
  const range = rangeOf(value, Math.floor(clock.now() / 1000 / day) * day);
  if (range === undefined) return undefined;
  return message => {
    const time = Number(message.ts);
    if (modifier === 'before') return time < range.from;
    if (modifier === 'after') return time >= range.to;
    return time >= range.from && time < range.to;
  };
}

/** s since the epoch. */
function rangeOf(value: string, today: number): { from: number; to: number } | undefined {
  if (value === 'today') return { from: today, to: today + day };
  if (value === 'yesterday') return { from: today - day, to: today };
  const [, year, month, date] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value) ?? [];
  if (year === undefined) return undefined;
  const time = (y: number, m: number, d: number) => Date.UTC(y, m, d) / 1000;
  if (month === undefined) return { from: time(Number(year), 0, 1), to: time(Number(year) + 1, 0, 1) };
  const m = Number(month) - 1;
  if (date === undefined) return { from: time(Number(year), m, 1), to: time(Number(year), m + 1, 1) };
  return { from: time(Number(year), m, Number(date)), to: time(Number(year), m, Number(date) + 1) };
}
