import { longTime } from '../clock.js';
import { html } from '../html.js';
import { initials, layout, statusPill } from './layout.js';

const SOURCES = { slack: 'Slack', jira: 'Jira' };

/** One ticket: what happened to it, and where it stands. */
export function ticketPage({ ticket, person, now, channelName }) {
  return layout({
    title: ticket.id,
    person,
    header: html`<h1>${ticket.id}</h1>
      <span class="title">${ticket.title}</span>${statusPill(ticket.status)}
      <form class="push" method="post" action="/tickets/${ticket.id}/escalation">
        <button class="button primary">Escalate</button>
      </form>`,
    content: html`<div class="columns">
      <section class="activity" aria-labelledby="activity">
        <h2 id="activity">Activity</h2>
        <ol>${[...ticket.activity].reverse().map(entry => activityEntry(entry, now))}</ol>
        ${replyForm(ticket)}
      </section>
      ${facts({ ticket, now, channelName })}
    </div>`,
  });
}

function activityEntry(entry, now) {
  const source = SOURCES[entry.kind];
  return html`<li class="entry">
    <span class="avatar ${entry.kind}" aria-hidden="true">${source ? source[0] : initials(entry.by)}</span>
    <div><p>${entry.text}</p><p class="dim">${longTime(entry.at, now)}${source ? ` · ${source}` : ''}</p></div>
  </li>`;
}

function replyForm(ticket) {
  return html`<form class="form reply" method="post" action="/tickets/${ticket.id}/replies">
    <label for="text">Reply</label>
    <textarea id="text" name="text" rows="3"></textarea>
    <div class="actions"><button class="button">Send reply</button></div>
  </form>`;
}

function facts({ ticket, now, channelName }) {
  const messages = ticket.activity.filter(entry => entry.kind === 'slack').length;
  return html`<aside class="facts" aria-label="Details">
    <dl>
      <dt>Customer</dt><dd>${ticket.customer}</dd>
      <dt>Priority</dt><dd><span class="priority ${ticket.priority}">${ticket.priority[0].toUpperCase()}${ticket.priority.slice(1)}</span></dd>
      <dt>Requester</dt><dd>${ticket.requester}</dd>
      <dt>Assignee</dt><dd>${ticket.assignee ?? 'Unassigned'}</dd>
      <dt>Slack messages</dt><dd>${messages ? `${messages} in #${channelName}` : 'None'}</dd>
      <dt>Jira issue</dt><dd>${ticket.issueKey ? `${ticket.issueKey} · ${ticket.issueStatus}` : 'Not linked'}</dd>
      <dt>First reply due</dt><dd>${longTime(ticket.dueAt, now)}</dd>
    </dl>
    <section class="articles" aria-labelledby="articles">
      <h2 id="articles">Suggested articles</h2>
      <div data-articles="/tickets/${ticket.id}/articles"><button class="button" type="button">Find articles</button></div>
    </section>
  </aside>`;
}
