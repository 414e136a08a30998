import { html } from '../html.js';
import { PRIORITIES } from '../tickets.js';
import { layout } from './layout.js';

/** The form for a new ticket; `form` and `problem` when it came back incomplete. */
export function newTicketPage({ person, form = {}, problem }) {
  return layout({
    title: 'New ticket',
    current: 'new',
    person,
    header: html`<h1>New ticket</h1>`,
    content: html`<form class="form" method="post" action="/tickets">
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
      <label for="title">Subject</label>
      <input id="title" name="title" value="${form.title}" autocomplete="off">
      <label for="customer">Customer</label>
      <input id="customer" name="customer" value="${form.customer}" autocomplete="off">
      <label for="priority">Priority</label>
      <select id="priority" name="priority">
        ${PRIORITIES.map(priority => html`<option value="${priority}"${priority === (form.priority ?? 'normal') ? html` selected` : ''}>${priority[0].toUpperCase()}${priority.slice(1)}</option>`)}
      </select>
      <label for="body">What happened?</label>
      <textarea id="body" name="body" rows="6">${form.body}</textarea>
      <div class="actions"><button class="button primary">Raise ticket</button><a class="button" href="/">Cancel</a></div>
    </form>`,
  });
}
