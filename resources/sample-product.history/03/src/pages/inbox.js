import { shortTime } from '../clock.js';
import { html } from '../html.js';
import { layout, statusPill } from './layout.js';

/** The list of tickets. */
export function inboxPage({ tickets, person, now }) {
  return layout({
    title: 'Inbox',
    current: 'inbox',
    person,
    header: html`<h1>Inbox</h1>
      <span class="count">${tickets.length} ${tickets.length === 1 ? 'ticket' : 'tickets'}</span>
      <a class="button primary push" href="/tickets/new">New ticket</a>`,
    content: tickets.length ? table(tickets, now) : html`<p class="empty">No tickets here.</p>`,
  });
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
