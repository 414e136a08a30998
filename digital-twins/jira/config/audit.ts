import type { AuditRecord } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';

/** Writes into the audit log what an administrator changed. */
export function noteAudit(call: JiraCall, summary: string, category: string, object: AuditRecord['object']): void {
  const id = String(call.ids.number('jira.audit', 1));
  call.state.auditRecords.add({ id, at: call.clock.now(), author: call.user.accountId, summary, category, object });
}
