import { readForm, redirect } from '../http.js';
import { withActivity } from '../tickets.js';

export const replyRoutes = [['POST', /^\/tickets\/(T-\d+)\/replies$/, addReply]];

async function addReply(request, response, { store, jira, person, now }, id) {
  const text = (await readForm(request)).text?.trim();
  const ticket = store.find(id);
  if (ticket && text) {
    const entry = { at: now().toISOString(), kind: 'person', by: person.name, text: `${person.name} replied: “${text}”` };
    store.update(id, saved => withActivity(saved, entry));
    if (ticket.issueKey) await jira.comment(ticket.issueKey, `${person.name}: ${text}`);
  }
  redirect(response, `/tickets/${id}`);
}
