import { type Html, html } from '../../../kit/html.ts';
import { stackOf, topModal } from '../../interaction/view-rows.ts';
import type { Look } from '../look.ts';
import { renderBlocks } from './blocks.ts';
import { textOf } from './element.ts';
import { icons } from './icon.ts';
import { portrait } from './message.ts';

/** The modal on top, if the viewer has one open. */
export function renderModal(look: Look): Html {
  const view = look.viewer === undefined ? undefined : topModal(look.state, look.viewer.id);
  if (view === undefined) return html``;
  const { content } = view;
  const app = look.state.apps.get(view.appId);
  const title = textOf(content.title);
  const isDeep = stackOf(look.state, view.rootId).length > 1;
  const close = textOf(content.close) || (isDeep ? 'Back' : 'Cancel');
  const submit = textOf(content.submit);
  const place = JSON.stringify({ kind: 'view', view: view.id });
  return html`<div class="veil" data-key="${view.id} ${view.hash}"><form class="modal" role="dialog" aria-modal="true" aria-label="${title}" data-do="submit" data-view="${view.id}" data-place="${place}" novalidate><header>${portrait(
    look.state.users.get(app?.botUserId ?? ''),
    app?.name ?? '',
    24,
  )}<h2>${title}</h2><button type="button" class="close" data-do="close-view" data-clear="1" aria-label="Close">${icons.close}</button></header><p class="problem trouble" role="alert" hidden></p><div class="fieldsets">${renderBlocks(
    look,
    content.blocks,
  )}</div><footer><button type="button" class="button" data-do="close-view">${close}</button>${
    submit === '' ? html`` : html`<button class="button primary">${submit}</button>`
  }</footer></form></div>`;
}
