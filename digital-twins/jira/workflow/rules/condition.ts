import type { Condition } from '../../model/workflow.ts';
import { asList, asObject, type Loose } from '../../reading.ts';

/** What a comma-separated parameter of a rule lists. */
export function listed(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(',')
        .map(one => one.trim())
        .filter(one => one !== '')
    : [];
}

/** A group of conditions as the API writes it, as one of ours; undefined for an empty one. */
export function conditionOf(group: Loose): Condition | undefined {
  const single = asList(group.conditions).map(asObject).flatMap(ruleCondition);
  const nested = asList(group.conditionGroups).flatMap(one => conditionOf(asObject(one)) ?? []);
  const of = [...single, ...nested];
  if (of.length === 0) return undefined;
  return { type: group.operation === 'ANY' ? 'any' : 'all', of };
}

function ruleCondition({ ruleKey, parameters }: Loose): Condition[] {
  const given = asObject(parameters);
  if (ruleKey === 'system:restrict-issue-transition') return [{ type: 'any', of: people(given) }];
  if (ruleKey === 'system:parent-or-child-blocking-condition') return [{ type: 'subtasks', statusIds: listed(given.statusIds) }];
  return [];
}

/** One of them is enough (Jira docs, "Restrict issue transition"). */
function people(given: Loose): Condition[] {
  const accounts = listed(given.accountIds).map(
    (one): Condition =>
      one === 'allow-assignee'
        ? { type: 'assignee' }
        : one === 'allow-reporter'
          ? { type: 'reporter' }
          : { type: 'user', accountId: one },
  );
  return [
    ...accounts,
    ...listed(given.roleIds).map((roleId): Condition => ({ type: 'role', roleId })),
    ...listed(given.groupIds).map((groupId): Condition => ({ type: 'group', groupId })),
    ...listed(given.permissionKeys).map((permission): Condition => ({ type: 'permission', permission })),
  ];
}
