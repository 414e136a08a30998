import { filterTickets, readFilter } from '../filter.js';
import { sendPage } from '../http.js';
import { orderTickets } from '../order.js';
import { inboxPage } from '../pages/inbox.js';

export const inboxRoutes = [['GET', /^\/$/, showInbox]];

function showInbox(request, response, { store, person, now, url }) {
  const filter = readFilter(url.searchParams, person);
  const tickets = orderTickets(filterTickets(store.list(), filter));
  sendPage(response, inboxPage({ tickets, filter, person, now: now() }));
}
