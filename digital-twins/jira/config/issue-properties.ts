import type { Answer } from '../../kit/answer.ts';
import { demand, findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { put, seeTask } from './properties.ts';

/** Setting several properties of several issues; both answer with the task that does it. */
export const issuePropertyBulkOperations: RestOperation[] = [
  {
    name: 'issueProperty.setList',
    method: 'POST',
    path: '/issue/properties',
    label: 'docs',
    write: true,
    run: call => {
      const { entitiesIds, properties } = readBody(call);
      return setAll(
        call,
        asList(entitiesIds).map(id => ({ issueID: id, properties })),
        10_000,
      );
    },
  },
  {
    name: 'issueProperty.setMulti',
    method: 'POST',
    path: '/issue/properties/multi',
    label: 'docs',
    write: true,
    run: call => setAll(call, asList(readBody(call).issues).map(asObject), 100),
  },
];

/** At most ten properties an issue (Jira docs, "Bulk set issues properties by issue"). */
const mostProperties = 10;

function setAll(call: JiraCall, given: Loose[], most: number): Answer {
  if (given.length === 0) throw new JiraRefusal(400, ['At least one issue must be specified.']);
  if (given.length > most) throw new JiraRefusal(400, [`At most ${most} issues can be given.`]);
  const rows = given.map(({ issueID, properties }) => {
    const issue = findIssue(call, asText(issueID) ?? '');
    demand(call, 'EDIT_ISSUES', issue, 'You do not have permission to edit issues in this project.');
    const entries = Object.entries(asObject(properties));
    if (entries.length === 0 || entries.length > mostProperties)
      throw new JiraRefusal(400, [`Between 1 and ${mostProperties} properties must be given for an issue.`]);
    return { id: issue.id, entries };
  });
  for (const { id, entries } of rows) for (const [key, value] of entries) put(call, 'issue', id, key, value);
  return seeTask(call, 'Bulk set of issue properties');
}
