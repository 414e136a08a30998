import type { GroupRule, OktaUser } from '../../state.ts';
import type { DirectoryCall } from '../directory-call.ts';
import { evaluate } from '../expression/evaluate.ts';
import { ExpressionError } from '../expression/tokens.ts';
import { isMember, join, leaveRule, scopeOf } from './membership.ts';

/** Brings a person's groups in line with all active rules. */
export function runRules(call: DirectoryCall, user: Readonly<OktaUser>): void {
  for (const rule of call.state.groupRules.by('all', 'all')) runRule(call, rule, user);
}

/** Brings one person's groups in line with one rule. */
export function runRule(call: DirectoryCall, rule: Readonly<GroupRule>, user: Readonly<OktaUser>): void {
  if (rule.status !== 'ACTIVE') return;
  const applies = user.status !== 'DEPROVISIONED' && fitsRule(call, rule, user);
  for (const groupId of rule.groupIds) {
    if (applies) join(call, user.id, groupId, rule.id);
    else leaveRule(call, user.id, groupId, rule.id);
  }
}

function fitsRule({ state }: DirectoryCall, rule: Readonly<GroupRule>, user: Readonly<OktaUser>): boolean {
  if (rule.excludedUsers.includes(user.id)) return false;
  if (rule.excludedGroups.some(groupId => isMember(state, user.id, groupId))) return false;
  try {
    return evaluate(rule.expression, scopeOf(state, user)) === true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
