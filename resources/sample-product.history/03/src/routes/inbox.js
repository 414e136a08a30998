import { sendPage } from '../http.js';
import { orderTickets } from '../order.js';
import { inboxPage } from '../pages/inbox.js';

export const inboxRoutes = [['GET', /^\/$/, showInbox]];

function showInbox(request, response, { store, person, now }) {
  sendPage(response, inboxPage({ tickets: orderTickets(store.list()), person, now: now() }));
}
