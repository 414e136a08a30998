import { shortTime } from '../clock.js';
import { isFiltered } from '../filter.js';
import { html } from '../html.js';
import { STATUSES } from '../tickets.js';
import { layout, statusPill } from './layout.js';

/** The list of tickets. */
export function inboxPage({ tickets, filter, person, now }) {
  const heading = filter.status === 'escalated' ? 'Escalated' : filter.assignee === person.name ? 'My tickets' : 'Inbox';
  return layout({
    title: heading,
    current: { Escalated: 'escalated', 'My tickets': 'mine', Inbox: 'inbox' }[heading],
    person,
    header: html`<h1>${heading}</h1>
      <span class="count">${tickets.length} ${tickets.length === 1 ? 'ticket' : 'tickets'}</span>
      <a class="button primary push" href="/tickets/new">New ticket</a>`,
    content: html`${filterBar(filter)}${tickets.length ? table(tickets, now) : html`<p class="empty">No tickets here.</p>`}`,
  });
}

function filterBar(filter) {
  return html`<form class="filter" method="get" action="/" data-submit-on-change>
    <label for="status">Status</label>
    <select id="status" name="status">
      <option value="">Any status</option>
      ${STATUSES.map(status => html`<option value="${status}"${status === filter.status ? html` selected` : ''}>${status[0].toUpperCase()}${status.slice(1)}</option>`)}
    </select>
    <noscript><button class="button">Show</button></noscript>
    ${isFiltered(filter) ? html`<button class="button" type="button" data-clear-filter>Clear filter</button>` : ''}
  </form>`;
}

function table(tickets, now) {
  return html`<table class="tickets">
    <thead><tr><th>Ticket</th><th>Subject</th><th>Customer</th><th>Priority</th><th>Status</th><th>Assignee</th><th>Updated</th></tr></thead>
    <tbody>${tickets.map(ticket => row(ticket, now))}</tbody>
  </table>`;
}

function row(ticket, now) {
  return html`<tr>
    <td><a href="/tickets/${ticket.id}">${ticket.id}</a></td>
    <td class="subject"><a href="/tickets/${ticket.id}">${ticket.title}</a></td>
    <td>${ticket.customer}</td>
    <td><span class="priority ${ticket.priority}">${ticket.priority[0].toUpperCase()}${ticket.priority.slice(1)}</span></td>
    <td>${statusPill(ticket.status)}</td>
    <td>${ticket.assignee ?? html`<span class="dim">Unassigned</span>`}</td>
    <td class="dim">${shortTime(ticket.updatedAt, now)}</td>
  </tr>`;
}
