import { PRIORITIES } from './tickets.js';

/** The order of a list: the most urgent ticket comes first, and of equally urgent ones the newest. */
export function orderTickets(tickets) {
  return [...tickets].sort((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}

function rank(ticket) {
  return PRIORITIES.indexOf(ticket.priority);
}
