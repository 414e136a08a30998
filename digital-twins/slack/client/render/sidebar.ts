import { type Html, html } from '../../../kit/html.ts';
import { memberIds } from '../../find.ts';
import { type Channel, membershipKey } from '../../state.ts';
import { conversationsFor, type Look, link, nameOf } from '../look.ts';
import { icons } from './icon.ts';
import { portrait } from './message.ts';

/** People that are listed without a conversation; a workspace may have thousands. */
const mostPeople = 40;

/** Where the viewer is: a channel's or direct message's id, or an app's. */
export function renderSidebar(look: Look, current: string): Html {
  const { state, viewer } = look;
  const item = (channel: Readonly<Channel>) => channelItem(look, channel, current);
  return html`<nav aria-label="Workspace" data-live="sidebar"><h1>${state.team.name}</h1><div class="scroll"><h2>Channels</h2>${channelsOf(look).map(item)}<h2>Direct messages</h2>${directsOf(
    look,
  ).map(item)}${strangers(look).map(
    user =>
      html`<a href="${link(look, `/dm/${user.id}`)}" ${mark(user.id === current)}>${portrait(user, user.realName, 20)} ${user.realName}${
        user.deleted ? html`<small class="gone">deactivated</small>` : html``
      }</a>`,
  )}<h2>Apps</h2>${apps(look, current)}</div>${viewer === undefined ? html`` : html`<div class="me">${portrait(viewer, viewer.realName, 28)} ${viewer.realName}</div>`}</nav>`;
}

/** Those the viewer is in, and the public ones that they could join; the engineer sees all. */
function channelsOf(look: Look): Readonly<Channel>[] {
  return conversationsFor(look, ['public', 'private'])
    .filter(channel => look.viewer === undefined || !channel.isArchived)
    .toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}

/** Those with an app are listed with the apps. */
function directsOf(look: Look): Readonly<Channel>[] {
  const { state, viewer } = look;
  return conversationsFor(look, ['im', 'mpim']).filter(channel => {
    if (viewer === undefined || channel.kind === 'mpim') return true;
    return othersIn(look, channel).every(id => state.users.get(id)?.bot === undefined);
  });
}

/** People with whom there is no direct message yet. */
function strangers(look: Look) {
  const { state, viewer } = look;
  const known = new Set(
    viewer === undefined
      ? []
      : directsOf({ state, viewer })
          .filter(one => one.kind === 'im')
          .flatMap(one => memberIds(state, one.id)),
  );
  return [...state.users.values()]
    .filter(user => user.bot === undefined && user.id !== 'USLACKBOT' && user.id !== viewer?.id && !known.has(user.id))
    .slice(0, mostPeople);
}

function channelItem(look: Look, channel: Readonly<Channel>, current: string): Html {
  const { state, viewer } = look;
  const isIn = viewer === undefined || state.memberships.has(membershipKey(channel.id, viewer.id));
  return html`<a class="${isIn ? '' : 'outside'}" href="${link(look, `/archives/${channel.id}`)}" ${mark(channel.id === current)}>${
    channel.kind === 'public' || channel.kind === 'private'
      ? html`<span class="sign">${channelSign(channel)}</span>`
      : directFace(look, channel)
  } ${titleOf(look, channel)}</a>`;
}

function directFace(look: Look, channel: Readonly<Channel>): Html {
  const [other] = othersIn(look, channel);
  return portrait(look.state.users.get(other ?? ''), titleOf(look, channel), 20);
}

function apps(look: Look, current: string): Html {
  const { state } = look;
  return html`${[...state.apps.values()]
    .filter(app => app.isInstalled)
    .map(
      app =>
        html`<a href="${link(look, `/app/${app.id}`)}" ${mark(app.id === current)}>${portrait(state.users.get(app.botUserId), app.name, 20)} ${app.name}</a>`,
    )}`;
}

function mark(isCurrent: boolean): Html {
  return { html: isCurrent ? 'aria-current="page"' : '' };
}

export function channelSign(channel: Readonly<Channel>): Html {
  return channel.kind === 'private' ? icons.lock : html`#`;
}

/** A channel's name; of a direct message, who else is in it. */
export function titleOf(look: Look, channel: Readonly<Channel>): string {
  if (channel.kind === 'public' || channel.kind === 'private') return channel.name;
  const names = othersIn(look, channel).map(id => nameOf(look.state, id));
  return names.join(', ');
}

function othersIn({ state, viewer }: Look, channel: Readonly<Channel>): string[] {
  const members = memberIds(state, channel.id);
  const others = members.filter(id => id !== viewer?.id);
  return others.length === 0 ? members : others;
}
