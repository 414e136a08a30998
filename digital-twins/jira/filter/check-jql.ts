import { prepareSearch } from '../jql/find.ts';
import { JqlError } from '../jql/syntax/jql-error.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';

/** Throws 400 for a query that could not be run. */
export function checkJql(call: JiraCall, jql: string): void {
  try {
    prepareSearch(jql, call.state, call.user, call.clock.now());
  } catch (error) {
    if (error instanceof JqlError) throw new JiraRefusal(400, [], { jql: error.message });
    throw error;
  }
}
