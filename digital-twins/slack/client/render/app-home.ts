import { type Html, html } from '../../../kit/html.ts';
import { homeOf } from '../../interaction/view-rows.ts';
import type { SlackApp } from '../../state-app.ts';
import { type Look, link } from '../look.ts';
import { renderBlocks } from './blocks.ts';

/** An app's Home tab, as the app published it for the viewer. */
export function renderHome(look: Look, app: Readonly<SlackApp>): Html {
  const view = look.viewer === undefined ? undefined : homeOf(look.state, app.id, look.viewer.id);
  const inside =
    view === undefined
      ? html`<p class="none" data-key="none">${app.homeTab ? 'This is a work in progress.' : `${app.name} has no Home tab.`}</p>`
      : html`<div class="home" data-key="${view.id} ${view.hash}" data-place="${JSON.stringify({ kind: 'view', view: view.id })}">${renderBlocks(look, view.content.blocks)}<p class="problem" role="alert" hidden></p></div>`;
  return html`<main><header><h2>${app.name}</h2></header>${appTabs(look, app, 'home')}<section class="homepage" aria-label="Home of ${app.name}" data-home="${app.id}" data-live="home">${inside}</section></main>`;
}

export function appTabs(look: Look, app: Readonly<SlackApp>, current: 'home' | 'messages'): Html {
  const tab = (name: 'home' | 'messages', text: string, path: string) =>
    html`<a href="${link(look, path)}" ${{ html: name === current ? 'aria-current="page"' : '' }}>${text}</a>`;
  return html`<div class="tabs" ${{ html: current === 'messages' ? `data-app="${app.id}"` : '' }}>${app.homeTab ? tab('home', 'Home', `/app/${app.id}`) : html``}${tab('messages', 'Messages', `/dm/${app.botUserId}`)}</div>`;
}
