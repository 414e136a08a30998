import { type Answer, page } from '../kit/answer.ts';
import { document, type Html, html } from '../kit/html.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { renderBlocks } from './blocks.ts';
import { clientCss } from './client-css.ts';
import { renderText } from './mrkdwn.ts';
import type { Channel, Message, SlackState, User } from './state.ts';

/** The workspace as a person sees it. It shows every channel: it is a window for the engineer, not an account. */
export const clientPages: Operation<SlackState>[] = [
  { name: 'client.home', method: 'GET', path: '/', label: 'guess', run: call => show(call, firstChannel(call)) },
  {
    name: 'client.channel',
    method: 'GET',
    path: '/archives/:channel',
    label: 'guess',
    run: call => show(call, findByIdOrName(call.state, call.params.channel ?? '')),
  },
  {
    name: 'client.message',
    method: 'GET',
    path: '/archives/:channel/:message',
    label: 'guess',
    run: call => show(call, findByIdOrName(call.state, call.params.channel ?? '')),
  },
];

function findByIdOrName(state: SlackState, wanted: string): Channel | undefined {
  return [...state.channels.values()].find(channel => channel.id === wanted || channel.name === wanted);
}

/** The channel asked for with `?channel=`, else the one written to last. */
function firstChannel({ state, request }: Call<SlackState>): Channel | undefined {
  const wanted = request.query.get('channel');
  if (wanted !== null) return findByIdOrName(state, wanted.replace(/^#/, ''));
  const lastTs = (channel: Channel) => Number(channel.messages.at(-1)?.ts ?? 0);
  return [...state.channels.values()].filter(one => !one.isArchived).sort((a, b) => lastTs(b) - lastTs(a))[0];
}

function show({ state }: Call<SlackState>, current: Channel | undefined): Answer {
  const title = current === undefined ? state.team.name : `#${current.name} | ${state.team.name}`;
  const body = html`<div class="top"><span>Search ${state.team.name}</span></div>${sidebar(state, current)}${
    current === undefined ? html`<main><p class="none">There is no such channel.</p></main>` : conversation(state, current)
  }`;
  return page(document(title, clientCss, body), current === undefined && state.channels.size > 0 ? 404 : 200);
}

function sidebar(state: SlackState, current: Channel | undefined): Html {
  const channels = [...state.channels.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return html`<nav aria-label="Workspace"><h1>${state.team.name}</h1><h2>Channels</h2>${channels.map(
    channel =>
      html`<a href="/archives/${channel.id}" ${{ html: channel === current ? 'aria-current="page"' : '' }}>${mark(channel)} ${channel.name}<span class="count">${channel.messages.length}</span></a>`,
  )}<h2>People</h2>${[...state.users.values()].map(
    user => html`<div class="who"><span class="dot${user.deleted ? ' off' : ''}"></span>${user.realName}</div>`,
  )}</nav>`;
}

function conversation(state: SlackState, channel: Channel): Html {
  const roots = channel.messages.filter(message => message.threadTs === undefined);
  return html`<main><header><h2>${mark(channel)} ${channel.name}</h2><p>${channel.members.length} members${
    channel.topic.value === '' ? '' : ` · ${channel.topic.value}`
  }${channel.isArchived ? ' · archived' : ''}</p></header><section class="messages" aria-label="Messages in ${channel.name}">${
    roots.length === 0 ? html`<p class="none">No messages yet.</p>` : html`<div>${thread(state, channel, roots)}</div>`
  }</section><footer>Message #${channel.name}</footer></main>`;
}

function thread(state: SlackState, channel: Channel, roots: Message[]): Html {
  let day = '';
  return {
    html: roots
      .map(root => {
        const today = dayOf(root.ts);
        const heading = today === day ? html`` : html`<div class="day">${today}</div>`;
        day = today;
        const replies = channel.messages.filter(message => message.threadTs === root.ts);
        return html`${heading}${entry(state, root, false)}${replies.map(reply => entry(state, reply, true))}`.html;
      })
      .join(''),
  };
}

function entry(state: SlackState, message: Message, isReply: boolean): Html {
  const author = state.users.get(message.user);
  const name = message.username ?? author?.realName ?? message.user;
  const kind = `${isReply ? 'reply' : ''} ${message.subtype === 'channel_join' ? 'system' : ''}`.trim();
  return html`<article class="${kind}" data-ts="${message.ts}">${face(author, name)}<div><span class="from">${name}</span>${
    author?.bot === undefined ? html`` : html`<span class="app">APP</span>`
  }<time>${clockTime(message.ts)}</time>${content(state, message)}${
    message.edited === undefined ? html`` : html`<span class="edited">(edited)</span>`
  }${reactions(message)}</div></article>`;
}

function content(state: SlackState, message: Message): Html {
  if (message.blocks !== undefined && message.blocks.length > 0) return renderBlocks(state, message.blocks);
  return html`<div class="text">${renderText(state, message.text)}</div>`;
}

function reactions(message: Message): Html {
  if (message.reactions.length === 0) return html``;
  return html`<div class="reactions">${message.reactions.map(({ name, users }) => html`<span>:${name}: ${users.length}</span>`)}</div>`;
}

/** Drawn, since not every machine has a font with a padlock. */
function mark(channel: Channel): Html {
  if (!channel.isPrivate) return html`#`;
  return html`<svg viewBox="0 0 12 14" width="12" height="14" aria-label="private"><path d="M3 6V4a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.5"/><rect x="1" y="6" width="10" height="7" rx="1.5" fill="currentColor"/></svg>`;
}

const colours = ['#4a154b', '#1264a3', '#2f7d5b', '#b5541c', '#8d3b72', '#4c5a8a'];

function face(author: User | undefined, name: string): Html {
  const place = [...(author?.name ?? name)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours.length;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
  return html`<div class="face" style="background:${colours[place] ?? ''}">${initials}</div>`;
}

function dayOf(ts: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Date(Number(ts) * 1000).toLocaleDateString('en-GB', options);
}

function clockTime(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString().slice(11, 16);
}
