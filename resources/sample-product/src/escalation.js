import { withActivity } from './tickets.js';

/**
 * Escalates a ticket: tells the support channel in Slack, moves the Jira issue to In Progress, and notes both in
 * the ticket's activity.
 */
export async function escalate(ticket, person, { store, slack, jira, now }) {
  const at = now().toISOString();
  await slack.post(escalationText(ticket, person));
  const issueStatus = ticket.issueKey ? await jira.start(ticket.issueKey) : null;
  return store.update(ticket.id, saved => {
    let next = { ...saved, status: 'escalated', issueStatus: issueStatus ?? saved.issueStatus };
    next = withActivity(next, { at, kind: 'person', by: person.name, text: `${person.name} escalated the ticket` });
    next = withActivity(next, { at, kind: 'slack', text: `Posted to #${slack.channelName}: ${ticket.id} escalated by ${person.name}` });
    if (issueStatus && issueStatus !== saved.issueStatus) {
      next = withActivity(next, { at, kind: 'jira', text: `${ticket.issueKey} moved to ${issueStatus}` });
    }
    return next;
  });
}

/** The message in the support channel. */
export function escalationText(ticket, person) {
  return `${ticket.id} escalated by ${person.name}: ${ticket.title} (${ticket.customer}, ${ticket.priority})`;
}
