import { type Html, html } from '../../../kit/html.ts';
import { asList, asObject, type Loose } from '../../interaction/element.ts';
import { type Message, messageKey, type User } from '../../state.ts';
import type { Ephemeral } from '../../state-content.ts';
import { clockTime, type Look, link, nameOf } from '../look.ts';
import { renderBlocks } from './blocks.ts';
import { emojiPicture, icons, pickable } from './icon.ts';
import { renderText } from './mrkdwn.ts';

/** Where a message is shown: in its channel, or in the panel of its thread. */
export interface Setting {
  inThread: boolean;
  /** The message a link leads to. */
  target?: string;
  /** Shortcuts that apps offer on messages. */
  shortcuts: { appId: string; callbackId: string; name: string }[];
}

/** One message; script finds it by its key and its place. */
export function renderMessage(look: Look, message: Readonly<Message>, setting: Setting): Html {
  const { channelId, ts } = message;
  const kind = [
    message.subtype?.startsWith('channel_') || message.subtype === 'tombstone' ? 'system' : '',
    setting.target === ts ? 'target' : '',
  ].join(' ');
  const place = JSON.stringify({ kind: 'message', channel: channelId, ts });
  return html`<article class="${kind.trim()}" data-ts="${ts}" data-key="${ts}" data-place="${place}">${face(look, message)}<div class="words">${byline(look, message)}${
    message.broadcast === true && !setting.inThread ? html`<div class="broadcast">replied to a thread</div>` : html``
  }${content(look, message)}${edited(message)}${files(look, message.files ?? [])}${reactions(look, message)}${
    setting.inThread ? html`` : threadLink(look, message)
  }<p class="problem" role="alert" hidden></p></div>${look.viewer === undefined || message.subtype === 'tombstone' ? html`` : tools(look, message, setting)}</article>`;
}

/** A message that its viewer alone sees. */
export function renderEphemeral(look: Look, row: Readonly<Ephemeral>): Html {
  const place = JSON.stringify({ kind: 'message', channel: row.channelId, ts: row.ts, ephemeral: true });
  const written = { user: row.from, ts: row.ts, ...(row.username === undefined ? {} : { username: row.username }) };
  return html`<article class="ephemeral" data-ts="${row.ts}" data-key="e${row.ts}" data-place="${place}">${face(look, written)}<div class="words"><div class="only">${icons.eye} Only visible to you</div>${byline(
    look,
    written,
  )}${content(look, row)}<p class="problem" role="alert" hidden></p></div></article>`;
}

type Written = Pick<Message, 'user' | 'username' | 'ts'>;

function byline({ state }: Look, message: Readonly<Written>): Html {
  const author = state.users.get(message.user);
  const isApp = author?.bot !== undefined || message.username !== undefined;
  return html`<span class="from">${message.username ?? nameOf(state, message.user)}</span>${isApp ? html`<span class="app">APP</span>` : html``}<time>${clockTime(message.ts)}</time>`;
}

function content(look: Look, message: Readonly<Pick<Message, 'text' | 'blocks' | 'attachments'>>): Html {
  const hasBlocks = message.blocks !== undefined && message.blocks.length > 0;
  const main = hasBlocks
    ? renderBlocks(look, message.blocks)
    : message.text === ''
      ? html``
      : html`<div class="text">${renderText(look, message.text)}</div>`;
  return html`${main}${asList(message.attachments).map(one => attachment(look, asObject(one)))}`;
}

const colours: Record<string, string> = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

/** The older kind of rich message (Slack docs, "Secondary message attachments"). */
function attachment(look: Look, one: Loose): Html {
  const text = (name: string) => (typeof one[name] === 'string' ? one[name] : '');
  const named = colours[text('color')] ?? text('color').replace(/^#?/, '#');
  const colour = /^#[0-9a-f]{3,8}$/i.test(named) ? named : '#dddddd';
  const titleText = text('title_link') === '' ? text('title') : `<${text('title_link')}|${text('title')}>`;
  const part = (name: string, value: string) =>
    value === '' ? html`` : html`<div class="${name}">${renderText(look, value)}</div>`;
  const fields = asList(one.fields).map(asObject);
  const isBare = Array.isArray(one.blocks);
  return html`${part('text', text('pretext'))}<div class="attachment" style="border-color:${colour}">${part('author', text('author_name'))}${part('title', titleText)}${
    isBare ? html`` : part('text', text('text'))
  }${renderBlocks(look, one.blocks)}${
    fields.length === 0
      ? html``
      : html`<div class="fields">${fields.map(field => html`<div><strong>${String(field.title ?? '')}</strong><div>${renderText(look, String(field.value ?? ''))}</div></div>`)}</div>`
  }${part('context', text('footer'))}</div>`;
}

function edited(message: Readonly<Message>): Html {
  return message.edited === undefined ? html`` : html`<span class="edited">(edited)</span>`;
}

function files({ state }: Look, ids: string[]): Html {
  const shown = ids.map(id => state.files.get(id));
  return html`${shown.map(file =>
    file === undefined
      ? html`<div class="file">This file was deleted.</div>`
      : html`<div class="file">${icons.file}<div><strong>${file.title}</strong><small>${file.prettyType}</small></div></div>`,
  )}`;
}

function reactions({ state, viewer }: Look, message: Readonly<Message>): Html {
  if (message.reactions.length === 0) return html``;
  return html`<div class="reactions">${message.reactions.map(({ name, users }) => {
    const isMine = viewer !== undefined && users.includes(viewer.id);
    const who = users.map(id => nameOf(state, id)).join(', ');
    return html`<button type="button" class="reaction" data-do="react" data-name="${name}" aria-pressed="${String(isMine)}" aria-label="${name} ${users.length}" title="${who}">${emojiPicture(name)} ${users.length}</button>`;
  })}</div>`;
}

function threadLink(look: Look, { channelId, ts }: Readonly<Message>): Html {
  const replies = look.state.messages.keysBy('thread', messageKey(channelId, ts));
  const last = look.state.messages.get(replies.at(-1) ?? '');
  if (last === undefined) return html``;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return html`<a class="replies" href="${link(look, `/archives/${channelId}`, { thread: ts })}">${count}<small>Last reply ${clockTime(last.ts)}</small></a>`;
}

function tools(look: Look, message: Readonly<Message>, { inThread, shortcuts }: Setting): Html {
  const isOwn = message.user === look.viewer?.id && message.subtype === undefined;
  const reply = inThread
    ? html``
    : html`<a href="${link(look, `/archives/${message.channelId}`, { thread: message.threadTs ?? message.ts })}" aria-label="Reply in thread" title="Reply in thread">${icons.thread}</a>`;
  const offers = shortcuts.map(
    one =>
      html`<button type="button" data-do="shortcut" data-app="${one.appId}" data-callback="${one.callbackId}">${one.name}</button>`,
  );
  const own = isOwn
    ? html`<button type="button" data-do="edit" data-text="${message.text}">Edit message</button><button type="button" data-do="delete">Delete message</button>`
    : html``;
  return html`<div class="tools"><details class="picker"><summary aria-label="Add reaction" title="Add reaction">${icons.smile}</summary><div class="menu emojis">${pickable.map(
    name => html`<button type="button" data-do="react" data-name="${name}" aria-label="${name}">${emojiPicture(name)}</button>`,
  )}</div></details>${reply}<details class="picker"><summary aria-label="More actions" title="More actions">${icons.more}</summary><div class="menu">${offers}${own}<button type="button" data-do="copy-link">Copy link</button></div></details></div>`;
}

const paints = ['#4a154b', '#1264a3', '#2f7d5b', '#b5541c', '#8d3b72', '#4c5a8a', '#0b7285', '#862e9c'];

function face({ state }: Look, { user, username }: Readonly<Written>): Html {
  const author = state.users.get(user);
  return portrait(author, username ?? author?.realName ?? user, 36);
}

/** A square with somebody's initials; `size` in px. */
export function portrait(user: Readonly<User> | undefined, name: string, size: number): Html {
  const place = [...(user?.name ?? name)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % paints.length;
  const initials = name
    .split(/[\s_-]+/)
    .slice(0, size < 30 ? 1 : 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
  return html`<span class="face" aria-hidden="true" style="background:${paints[place] ?? ''};width:${size}px;height:${size}px;font-size:${Math.round(size * 0.42)}px">${initials}</span>`;
}
