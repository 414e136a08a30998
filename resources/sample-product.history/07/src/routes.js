import { escalationRoutes } from './routes/escalation.js';
import { inboxRoutes } from './routes/inbox.js';
import { ticketRoutes } from './routes/tickets.js';

/** What people who are signed in can do: `[method, path, handle(request, response, context, argument)]`. */
export const routes = [...inboxRoutes, ...ticketRoutes, ...escalationRoutes];
