import { type Html, html } from '../../../kit/html.ts';
import { type Channel, type Message, membershipKey, messageKey } from '../../state.ts';
import type { Ephemeral } from '../../state-content.ts';
import { dayOf, type Look, link } from '../look.ts';
import { icons } from './icon.ts';
import { renderEphemeral, renderMessage, type Setting } from './message.ts';
import { channelSign, titleOf } from './sidebar.ts';

/** Messages shown at once; older ones are behind a link. */
const mostMessages = 100;

/** What of a conversation is asked for. */
export interface Wanted {
  channel: Readonly<Channel>;
  /** Only what came before this time. */
  before?: string;
  /** The message a link leads to. */
  target?: string;
}

type Entry = { ts: string; message: Readonly<Message> } | { ts: string; ephemeral: Readonly<Ephemeral> };

export function renderConversation(look: Look, wanted: Wanted, tabs: Html): Html {
  const { state, viewer } = look;
  const { channel } = wanted;
  const title = titleOf(look, channel);
  const members = state.memberships.keysBy('channel', channel.id).length;
  const isChannel = channel.kind === 'public' || channel.kind === 'private';
  const about = isChannel
    ? html`<p>${members} members${channel.topic.value === '' ? '' : ` · ${channel.topic.value}`}${channel.isArchived ? ' · archived' : ''}</p>`
    : html``;
  const isIn = viewer !== undefined && state.memberships.has(membershipKey(channel.id, viewer.id));
  return html`<main><header data-live="head"><h2>${isChannel ? html`<span class="sign">${channelSign(channel)}</span> ` : html``}${title}</h2>${about}</header>${tabs}<section class="messages" aria-label="Messages in ${title}"><div data-live="messages">${list(
    look,
    wanted,
  )}</div></section>${viewer === undefined ? html`` : footer(channel, title, isIn)}</main>`;
}

function footer(channel: Readonly<Channel>, title: string, isIn: boolean): Html {
  if (channel.isArchived) return html`<footer class="closed">This channel has been archived.</footer>`;
  if (!isIn) {
    return html`<footer class="closed"><strong>#${channel.name}</strong><button type="button" class="button primary" data-do="join" data-channel="${channel.id}">Join Channel</button></footer>`;
  }
  const sign = channel.kind === 'public' || channel.kind === 'private' ? '#' : '';
  return composer({ channel: channel.id }, `Message ${sign}${title}`, `Message ${title}`, 'Send');
}

/** Where one writes. `target` says for which conversation, person or thread. */
export function composer(target: Record<string, string>, hint: string, label: string, button: string): Html {
  return html`<footer class="composer"><form data-do="send" data-target="${JSON.stringify(target)}"><textarea name="text" rows="1" aria-label="${label}" placeholder="${hint}"></textarea>${
    target.thread === undefined
      ? html``
      : html`<label class="also"><input type="checkbox" name="broadcast"> Also send to the channel</label>`
  }<div class="bar"><span></span><button class="send" aria-label="${button}" title="${button}">${icons.send}</button></div></form><p class="problem" role="alert" hidden></p></footer>`;
}

function list(look: Look, wanted: Wanted): Html {
  const { entries, hasMore } = entriesOf(look, wanted);
  const earliest = entries[0]?.ts;
  const more =
    hasMore && earliest !== undefined
      ? html`<a class="earlier" data-key="earlier" href="${link(look, `/archives/${wanted.channel.id}`, { before: earliest })}">Earlier messages</a>`
      : html``;
  if (entries.length === 0) return html`<p class="none" data-key="none">No messages yet.</p>`;
  return html`${more}${renderEntries(look, entries, { inThread: false, shortcuts: messageShortcuts(look), ...(wanted.target === undefined ? {} : { target: wanted.target }) })}`;
}

function messageShortcuts({ state }: Look): Setting['shortcuts'] {
  return [...state.apps.values()]
    .filter(app => app.isInstalled)
    .flatMap(app =>
      app.shortcuts.filter(one => one.kind === 'message').map(({ callbackId, name }) => ({ appId: app.id, callbackId, name })),
    );
}

function entriesOf({ state, viewer }: Look, { channel, before }: Wanted): { entries: Entry[]; hasMore: boolean } {
  const keys = state.messages.keysBy('channel', channel.id);
  const end = before === undefined ? keys.length : state.messages.seek('channel', channel.id, before);
  const start = Math.max(0, end - mostMessages);
  const messages = keys.slice(start, end).flatMap(key => state.messages.get(key) ?? []);
  const first = messages[0]?.ts ?? '';
  const mine = viewer === undefined ? [] : state.ephemerals.by('user', viewer.id);
  const asides = mine.filter(
    one =>
      one.channelId === channel.id && one.threadTs === undefined && one.ts >= first && (before === undefined || one.ts < before),
  );
  const entries: Entry[] = [
    ...messages.map(message => ({ ts: message.ts, message })),
    ...asides.map(ephemeral => ({ ts: ephemeral.ts, ephemeral })),
  ];
  return { entries: entries.sort((left, right) => (left.ts < right.ts ? -1 : 1)), hasMore: start > 0 };
}

/** Messages with a line between days. */
function renderEntries(look: Look, entries: Entry[], setting: Setting): Html {
  let day = '';
  const parts = entries.map(entry => {
    const today = dayOf(entry.ts);
    const heading = today === day ? html`` : html`<div class="day" data-key="day ${today} ${entry.ts}">${today}</div>`;
    day = today;
    return html`${heading}${'message' in entry ? renderMessage(look, entry.message, setting) : renderEphemeral(look, entry.ephemeral)}`;
  });
  return html`${parts}`;
}

/** The panel of a thread: its root, its replies, and where one answers. */
export function renderThread(look: Look, channel: Readonly<Channel>, ts: string): Html {
  const { state, viewer } = look;
  const root = state.messages.get(messageKey(channel.id, ts));
  if (root === undefined) return html``;
  const replies = state.messages.by('thread', messageKey(channel.id, ts));
  const mine =
    viewer === undefined
      ? []
      : state.ephemerals.by('user', viewer.id).filter(one => one.channelId === channel.id && one.threadTs === ts);
  const entries: Entry[] = [
    ...replies.map(message => ({ ts: message.ts, message })),
    ...mine.map(ephemeral => ({ ts: ephemeral.ts, ephemeral })),
  ];
  entries.sort((left, right) => (left.ts < right.ts ? -1 : 1));
  const setting = { inThread: true, shortcuts: messageShortcuts(look) };
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  const title = titleOf(look, channel);
  return html`<aside aria-label="Thread"><header><h2>Thread</h2><span>${channel.name === '' ? title : `#${title}`}</span><a class="close" aria-label="Close thread" href="${link(look, `/archives/${channel.id}`)}">${icons.close}</a></header><section class="messages" aria-label="Thread in ${title}"><div data-live="thread">${renderMessage(look, root, setting)}<div class="count" data-key="count">${count}</div>${entries.map(
    entry => ('message' in entry ? renderMessage(look, entry.message, setting) : renderEphemeral(look, entry.ephemeral)),
  )}</div></section>${viewer === undefined || channel.isArchived ? html`` : composer({ channel: channel.id, thread: ts }, 'Reply…', 'Reply', 'Send reply')}</aside>`;
}
