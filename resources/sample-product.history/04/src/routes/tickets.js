import { readForm, redirect, sendPage } from '../http.js';
import { messagePage } from '../pages/message.js';
import { newTicketPage } from '../pages/new-ticket.js';
import { ticketPage } from '../pages/ticket.js';
import { draftTicket, InvalidTicket } from '../tickets.js';

export const ticketRoutes = [
  ['GET', /^\/tickets\/new$/, showNewTicket],
  ['POST', /^\/tickets$/, raiseTicket],
  ['GET', /^\/tickets\/(T-\d+)$/, showTicket],
];

function showNewTicket(request, response, { person }) {
  sendPage(response, newTicketPage({ person }));
}

async function raiseTicket(request, response, { store, person, now }) {
  const form = await readForm(request);
  try {
    const ticket = store.add(draftTicket(form, person, now()));
    redirect(response, `/tickets/${ticket.id}`);
  } catch (error) {
    if (!(error instanceof InvalidTicket)) throw error;
    sendPage(response, newTicketPage({ person, form, problem: error.message }), 422);
  }
}

function showTicket(request, response, { store, person, now }, id) {
  const ticket = store.find(id);
  if (!ticket) return sendPage(response, messagePage('Not found', `There is no ticket ${id}.`, '/'), 404);
  sendPage(response, ticketPage({ ticket, person, now: now() }));
}
