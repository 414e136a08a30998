import { withActivity } from './tickets.js';

/**
 * Escalates a ticket: tells the support channel in Slack and notes it in the ticket's activity.
 */
export async function escalate(ticket, person, { store, slack, now }) {
  const at = now().toISOString();
  await slack.post(escalationText(ticket, person));
  return store.update(ticket.id, saved => {
    let next = { ...saved, status: 'escalated' };
    next = withActivity(next, { at, kind: 'person', by: person.name, text: `${person.name} escalated the ticket` });
    next = withActivity(next, { at, kind: 'slack', text: `Posted to #${slack.channelName}: ${ticket.id} escalated by ${person.name}` });
    return next;
  });
}

/** The message in the support channel. */
export function escalationText(ticket, person) {
  return `${ticket.id} escalated by ${person.name}: ${ticket.title} (${ticket.customer}, ${ticket.priority})`;
}
