import { readForm, redirect, sendPage } from '../http.js';
import { messagePage } from '../pages/message.js';
import { newTicketPage } from '../pages/new-ticket.js';
import { ticketPage } from '../pages/ticket.js';
import { draftTicket, InvalidTicket, withActivity } from '../tickets.js';

export const ticketRoutes = [
  ['GET', /^\/tickets\/new$/, showNewTicket],
  ['POST', /^\/tickets$/, raiseTicket],
  ['GET', /^\/tickets\/(T-\d+)$/, showTicket],
];

function showNewTicket(request, response, { person }) {
  sendPage(response, newTicketPage({ person }));
}

async function raiseTicket(request, response, { store, jira, person, now }) {
  const form = await readForm(request);
  try {
    const ticket = store.add(draftTicket(form, person, now()));
    await mirror(ticket, { store, jira, now });
    redirect(response, `/tickets/${ticket.id}`);
  } catch (error) {
    if (!(error instanceof InvalidTicket)) throw error;
    sendPage(response, newTicketPage({ person, form, problem: error.message }), 422);
  }
}

/** Makes the issue in Jira; the ticket is kept when Jira does not answer. */
async function mirror(ticket, { store, jira, now }) {
  const at = now().toISOString();
  try {
    const issueKey = await jira.mirror(ticket);
    store.update(ticket.id, saved =>
      withActivity({ ...saved, issueKey, issueStatus: 'To Do' }, { at, kind: 'jira', text: `Linked to ${issueKey}` }),
    );
  } catch (error) {
    console.error(`${ticket.id} was not mirrored: ${error.message}`);
    store.update(ticket.id, saved => withActivity(saved, { at, kind: 'jira', text: 'Jira did not take the issue' }));
  }
}

function showTicket(request, response, { store, slack, person, now }, id) {
  const ticket = store.find(id);
  if (!ticket) return sendPage(response, messagePage('Not found', `There is no ticket ${id}.`, '/'), 404);
  sendPage(response, ticketPage({ ticket, person, now: now(), channelName: slack.channelName }));
}
