import { type Answer, page } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { OktaCall } from '../operation.ts';
import { adminCss } from './admin-css.ts';

const sections = [
  ['Dashboard', '/admin/dashboard'],
  ['People', '/admin/users'],
  ['Groups', '/admin/groups'],
  ['Applications', '/admin/apps'],
  ['System Log', '/admin/log'],
] as const;

/** One page of the console. `section` is the entry of the menu that it belongs to. */
export function adminPage(call: OktaCall, section: (typeof sections)[number][0], title: string, content: Html): Answer {
  const items = sections.map(
    ([name, href]) => html`<li><a href="${href}"${name === section ? current : html``}>${name}</a></li>`,
  );
  const notice = call.request.query.get('notice');
  const problem = call.request.query.get('problem');
  const said =
    problem === null
      ? notice === null
        ? html``
        : html`<p class="notice" role="status">${notice}</p>`
      : html`<p class="problem" role="alert">${problem}</p>`;
  const body = html`<header><b>okta</b><span>${call.state.org.companyName}</span><em>Admin Console · a digital twin</em></header><div class="frame"><nav aria-label="Admin"><ul>${items}</ul></nav><main><h1>${title}</h1>${said}${content}</main></div>`;
  return page(document(`${title} – ${call.state.org.companyName}`, adminCss, body));
}

const current: Html = { html: ' aria-current="page"' };

/** A table with a head; no rows = one line that says so. */
export function table(name: string, heads: string[], rows: Html[], none: string): Html {
  if (rows.length === 0) return html`<p class="none">${none}</p>`;
  const head = heads.map(one => html`<th scope="col">${one}</th>`);
  return html`<table aria-label="${name}"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** A button that does something: a form of its own, posted to `/admin/do`. */
export function actionButton(
  label: string,
  action: string,
  fields: Record<string, string>,
  kind: 'plain' | 'danger' = 'plain',
): Html {
  const hidden = Object.entries({ action, ...fields }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="/admin/do">${hidden}<button class="${kind}" type="submit">${label}</button></form>`;
}

/** A choice and a button: picks one of `options` as `field`. */
export function picker(
  label: string,
  action: string,
  field: string,
  options: { value: string; text: string }[],
  fields: Record<string, string>,
): Html {
  if (options.length === 0) return html``;
  const hidden = Object.entries({ action, ...fields }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const items = options.map(({ value, text }) => html`<option value="${value}">${text}</option>`);
  return html`<form class="picker" method="post" action="/admin/do">${hidden}<select name="${field}" aria-label="${label}">${items}</select><button class="plain" type="submit">${label}</button></form>`;
}

/** A search field that asks the same page again. */
export function searchBox(label: string, value: string): Html {
  return html`<form class="search" method="get" role="search"><input name="q" aria-label="${label}" placeholder="${label}" value="${value}"><button class="plain" type="submit">Search</button></form>`;
}

/** Names and values below each other; empty ones are left out. */
export function facts(pairs: [name: string, value: string | undefined | null][]): Html {
  const items = pairs.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`],
  );
  return html`<dl>${items}</dl>`;
}

export function status(text: string): Html {
  const good = ['ACTIVE', 'SUCCESS', 'ALLOW', 'SYNCHRONIZED'].includes(text);
  const bad = ['DEPROVISIONED', 'LOCKED_OUT', 'FAILURE', 'DENY', 'ERROR', 'INACTIVE'].includes(text);
  return html`<span class="status ${good ? 'good' : bad ? 'bad' : 'middle'}">${words(text)}</span>`;
}

function words(text: string): string {
  const named: Record<string, string> = { DEPROVISIONED: 'Deactivated', PROVISIONED: 'Pending user action' };
  const lower = text.toLowerCase().replaceAll('_', ' ');
  return named[text] ?? lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** A time as people read it. */
export function when(ms: number | null): string {
  return ms === null ? 'Never' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
