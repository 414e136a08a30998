import { createCloudClient } from 'jira.js';

const SUMMARY_LIMIT = 255;

/** The Jira project that mirrors our tickets. */
export function createJira({ host, email, apiToken, project }) {
  const client = createCloudClient({ host, auth: { type: 'basic', email, apiToken } });
  return {
    /** Makes the issue of a ticket and answers its key. */
    async mirror(ticket) {
      const issue = await client.issues.createIssue({
        fields: {
          project: { key: project },
          issuetype: { name: 'Task' },
          summary: `${ticket.id}: ${ticket.title}`.slice(0, SUMMARY_LIMIT),
          description: paragraph(ticket.body || ticket.title),
          labels: ['relay-desk', ticket.id],
        },
      });
      return issue.key;
    },
    /** Moves an issue to In Progress, where its workflow allows that, and answers the status it is in. */
    async start(issueKey) {
      const { transitions = [] } = await client.issues.getTransitions({ issueIdOrKey: issueKey });
      const start = transitions.find(transition => transition.to?.name === 'In Progress');
      if (start) await client.issues.doTransition({ issueIdOrKey: issueKey, transition: { id: start.id } });
      return 'In Progress';
    },
    async comment(issueKey, text) {
      await client.issueComments.addComment({ issueIdOrKey: issueKey, body: paragraph(text) });
    },
  };
}

/** Plain text as an Atlassian document. */
function paragraph(text) {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
