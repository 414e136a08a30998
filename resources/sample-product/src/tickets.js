export const PRIORITIES = ['urgent', 'high', 'normal', 'low'];
export const STATUSES = ['open', 'escalated', 'solved'];

const HOUR = 60 * 60 * 1000;
const FIRST_REPLY_HOURS = { urgent: 1, high: 4, normal: 8, low: 24 };

/** What a new ticket is made of; throws when the form is not complete. */
export function draftTicket({ title, body, customer, priority }, person, now) {
  if (!title?.trim()) throw new InvalidTicket('A ticket needs a subject.');
  if (!PRIORITIES.includes(priority)) throw new InvalidTicket('Choose a priority.');
  const at = now.toISOString();
  return {
    title: title.trim(),
    body: body?.trim() ?? '',
    customer: customer?.trim() || 'Relay',
    priority,
    status: 'open',
    requester: person.name,
    assignee: null,
    createdAt: at,
    updatedAt: at,
    dueAt: new Date(now.getTime() + FIRST_REPLY_HOURS[priority] * HOUR).toISOString(),
    issueKey: null,
    issueStatus: null,
    activity: [{ at, kind: 'person', by: person.name, text: `${person.name} raised the ticket` }],
  };
}

/** The ticket with one more entry in its activity list. */
export function withActivity(ticket, entry) {
  return { ...ticket, updatedAt: entry.at, activity: [...ticket.activity, entry] };
}

export class InvalidTicket extends Error {}
