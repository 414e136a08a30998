import { escalate } from '../escalation.js';
import { redirect } from '../http.js';

export const escalationRoutes = [['POST', /^\/tickets\/(T-\d+)\/escalation$/, escalateTicket]];

async function escalateTicket(request, response, context, id) {
  const ticket = context.store.find(id);
  if (ticket) await escalate(ticket, context.person, context);
  redirect(response, `/tickets/${id}`);
}
