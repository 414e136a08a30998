import { type Answer, appPage, changes, page } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { memberIds } from '../find.ts';
import { type Channel, membershipKey, type SlackState, type User } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { conversationsFor, type Look } from './look.ts';
import { appTabs, renderHome } from './render/app-home.ts';
import { composer, renderConversation, renderThread } from './render/conversation.ts';
import { renderShell } from './render/shell.ts';
import { titleOf } from './render/sidebar.ts';
import { clientScript } from './script/script.ts';
import { clientCss } from './style/css.ts';
import { rememberViewer, viewerOf } from './viewer.ts';

/** The workspace as a person sees it, or, without a person, as the engineer does: all of it. */
export const clientPages: Operation<SlackState>[] = [
  read('client.home', '/', call => channelPage(call, firstChannel(call))),
  read('client.channel', '/archives/:channel', call => channelPage(call, findChannel(call.state, call.params.channel ?? ''))),
  read('client.message', '/archives/:channel/:message', call =>
    channelPage(call, findChannel(call.state, call.params.channel ?? '')),
  ),
  read('client.direct', '/dm/:user', directPage),
  read('client.app', '/app/:app', appHomePage),
  { name: 'client.changes', method: 'GET', path: '/client/changes', label: 'guess', run: () => changes() },
];

type Show = (call: Call<SlackState>) => (look: Look) => Shown | undefined;

/** What stands beside the sidebar. */
interface Shown {
  title: string;
  /** What is marked in the sidebar. */
  current: string;
  body: Html;
}

function read(name: string, path: string, show: Show): Operation<SlackState> {
  return { name, method: 'GET', path, label: 'guess', run: call => answer(call, show(call)) };
}

function answer(call: Call<SlackState>, show: (look: Look) => Shown | undefined): Answer {
  const { state } = call;
  const viewer = viewerOf(call);
  if (viewer === 'unknown') return plainPage(state, 'There is no such person in this workspace.', 404);
  if (viewer?.deleted === true) return plainPage(state, 'Your account has been deactivated.', 403);
  const look: Look = { state, viewer };
  const shown = show(look);
  const { title, current, body } = shown ?? nothing(state);
  const status = shown === undefined && state.channels.size > 0 ? 404 : 200;
  return appPage(document(title, clientCss, renderShell(look, current, body)), clientScript, status, rememberViewer(call));
}

function nothing(state: SlackState): Shown {
  const body = html`<main><p class="none">There is no such channel.</p></main>`;
  return { title: state.team.name, current: '', body };
}

function plainPage(state: SlackState, words: string, status: number): Answer {
  const body = html`<main class="alone"><h1>${state.team.name}</h1><p>${words}</p></main>`;
  return page(document(state.team.name, clientCss, body), status);
}

function findChannel(state: SlackState, wanted: string): Readonly<Channel> | undefined {
  return state.channels.get(wanted) ?? state.channels.by('name', wanted)[0];
}

/** The channel asked for with `?channel=`, else the one written to last. */
function firstChannel(call: Call<SlackState>): Readonly<Channel> | undefined {
  const { state, request } = call;
  const found = viewerOf(call);
  const viewer = found === 'unknown' ? undefined : found;
  const wanted = request.query.get('channel');
  if (wanted !== null) return findChannel(state, wanted.replace(/^#/, ''));
  const open = conversationsFor({ state, viewer }, ['public', 'private']).filter(one => !one.isArchived);
  const lastTs = (channel: Readonly<Channel>) =>
    state.messages.get(state.messages.keysBy('channel', channel.id).at(-1) ?? '')?.ts ?? '';
  return open.toSorted((left, right) => (lastTs(left) < lastTs(right) ? 1 : -1))[0];
}

function channelPage({ request, params }: Call<SlackState>, channel: Readonly<Channel> | undefined) {
  return (look: Look): Shown | undefined => {
    if (channel === undefined || !maySee(look, channel)) return undefined;
    const target = tsOf(params.message);
    const threadTs = request.query.get('thread') ?? request.query.get('thread_ts') ?? undefined;
    const before = request.query.get('before') ?? undefined;
    const wanted = { channel, ...(target === undefined ? {} : { target }), ...(before === undefined ? {} : { before }) };
    const app = channel.kind === 'im' ? appIn(look.state, channel) : undefined;
    const tabs = app === undefined ? html`` : appTabs(look, app, 'messages');
    const thread = threadTs === undefined ? html`` : renderThread(look, channel, threadTs);
    const sign = channel.kind === 'public' || channel.kind === 'private' ? '#' : '';
    return {
      title: `${sign}${titleOf(look, channel)} | ${look.state.team.name}`,
      current: channel.id,
      body: html`${renderConversation(look, wanted, tabs)}${thread}`,
    };
  };
}

function maySee({ state, viewer }: Look, channel: Readonly<Channel>): boolean {
  return viewer === undefined || channel.kind === 'public' || state.memberships.has(membershipKey(channel.id, viewer.id));
}

function appIn(state: SlackState, channel: Readonly<Channel>): Readonly<SlackApp> | undefined {
  return memberIds(state, channel.id).flatMap(id => state.apps.by('botUser', id))[0];
}

/** `p1700000000123456`, as it stands in permalinks. */
function tsOf(text: string | undefined): string | undefined {
  const [, seconds, micros] = /^p(\d+)(\d{6})$/.exec(text ?? '') ?? [];
  return seconds === undefined ? undefined : `${seconds}.${micros}`;
}

/** The conversation with one person, which begins with the first message. */
function directPage({ params }: Call<SlackState>) {
  return (look: Look): Shown | undefined => {
    const { state, viewer } = look;
    const other = state.users.get(params.user ?? '');
    if (other === undefined) return undefined;
    const people = [...new Set([other.id, ...(viewer === undefined ? [] : [viewer.id])])].toSorted().join(',');
    const [channel] = state.channels.by('people', people);
    const [app] = state.apps.by('botUser', other.id);
    const title = `${other.realName} | ${state.team.name}`;
    const tabs = app === undefined ? html`` : appTabs(look, app, 'messages');
    const body = channel === undefined ? emptyDirect(look, other, tabs) : renderConversation(look, { channel }, tabs);
    return { title, current: channel?.id ?? app?.id ?? other.id, body };
  };
}

function emptyDirect({ viewer }: Look, other: Readonly<User>, tabs: Html): Html {
  const name = other.realName;
  const write = viewer === undefined ? html`` : composer({ user: other.id }, `Message ${name}`, `Message ${name}`, 'Send');
  return html`<main><header><h2>${name}</h2></header>${tabs}<section class="messages" aria-label="Messages in ${name}"><div data-live="messages"><p class="none" data-key="none">No messages yet.</p></div></section>${write}</main>`;
}

function appHomePage({ params }: Call<SlackState>) {
  return (look: Look): Shown | undefined => {
    const app = look.state.apps.get(params.app ?? '');
    if (app === undefined || !app.isInstalled) return undefined;
    return { title: `${app.name} | ${look.state.team.name}`, current: app.id, body: renderHome(look, app) };
  };
}
