import { type Html, html } from '../../../kit/html.ts';
import { type Look, link } from '../look.ts';
import { icons } from './icon.ts';
import { renderModal } from './modal.ts';
import { renderSidebar } from './sidebar.ts';

/** People that the switcher offers. */
const mostPeople = 100;

/** Everything that is the same on every page of the client. */
export function renderShell(look: Look, current: string, body: Html): Html {
  const { state, viewer } = look;
  const name = state.team.name;
  const as = viewer?.name ?? '';
  return html`<div id="client" data-as="${as}"><div class="top"><span>Search ${name}</span>${switcher(look)}</div><div class="rail"><b>${name.charAt(0)}</b><a href="${link(look, '/')}">${icons.home}<small>Home</small></a>${shortcuts(
    look,
  )}</div>${renderSidebar(look, current)}${body}<div data-live="modal" id="modal">${renderModal(look)}</div></div>`;
}

/** Who one is; the engineer, who is nobody, comes first. */
function switcher({ state, viewer }: Look): Html {
  const people = [...state.users.values()].filter(user => user.bot === undefined && user.id !== 'USLACKBOT' && !user.deleted);
  const options = people
    .slice(0, mostPeople)
    .map(
      user => html`<option value="${user.name}" ${{ html: user.id === viewer?.id ? 'selected' : '' }}>${user.realName}</option>`,
    );
  return html`<label class="switch">View as <select data-do="switch" aria-label="View as"><option value="">everyone</option>${options}</select></label>`;
}

/** Global shortcuts of apps, and where one runs them. */
function shortcuts({ state, viewer }: Look): Html {
  const all = [...state.apps.values()].flatMap(app => (app.isInstalled ? app.shortcuts.map(one => ({ app, ...one })) : []));
  const global = all.filter(one => one.kind === 'global');
  if (viewer === undefined || global.length === 0) return html``;
  return html`<details class="picker rail-menu"><summary aria-label="Shortcuts">${icons.bolt}<small>Shortcuts</small></summary><div class="menu">${global.map(
    ({ app, callbackId, name }) =>
      html`<button type="button" data-do="shortcut" data-app="${app.id}" data-callback="${callbackId}">${name}<small>${app.name}</small></button>`,
  )}</div></details>`;
}
