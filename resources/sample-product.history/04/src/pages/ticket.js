import { longTime } from '../clock.js';
import { html } from '../html.js';
import { initials, layout, statusPill } from './layout.js';

/** One ticket: what happened to it, and where it stands. */
export function ticketPage({ ticket, person, now }) {
  return layout({
    title: ticket.id,
    person,
    header: html`<h1>${ticket.id}</h1>
      <span class="title">${ticket.title}</span>${statusPill(ticket.status)}`,
    content: html`<div class="columns">
      <section class="activity" aria-labelledby="activity">
        <h2 id="activity">Activity</h2>
        <ol>${[...ticket.activity].reverse().map(entry => activityEntry(entry, now))}</ol>
      </section>
      ${facts({ ticket, now })}
    </div>`,
  });
}

function activityEntry(entry, now) {
  return html`<li class="entry">
    <span class="avatar" aria-hidden="true">${initials(entry.by)}</span>
    <div><p>${entry.text}</p><p class="dim">${longTime(entry.at, now)}</p></div>
  </li>`;
}

function facts({ ticket, now }) {
  return html`<aside class="facts" aria-label="Details">
    <dl>
      <dt>Customer</dt><dd>${ticket.customer}</dd>
      <dt>Priority</dt><dd><span class="priority ${ticket.priority}">${ticket.priority[0].toUpperCase()}${ticket.priority.slice(1)}</span></dd>
      <dt>Requester</dt><dd>${ticket.requester}</dd>
      <dt>Assignee</dt><dd>${ticket.assignee ?? 'Unassigned'}</dd>
      <dt>First reply due</dt><dd>${longTime(ticket.dueAt, now)}</dd>
    </dl>
  </aside>`;
}
