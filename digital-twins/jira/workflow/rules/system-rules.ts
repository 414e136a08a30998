export type RuleType = 'Condition' | 'Validator' | 'Function' | 'Screen';

interface SystemRule {
  ruleKey: string;
  ruleType: RuleType;
  name: string;
  description: string;
  isAvailableForInitialTransition: boolean;
}

const rule = (ruleKey: string, ruleType: RuleType, name: string, description: string, initial = false): SystemRule => ({
  ruleKey: `system:${ruleKey}`,
  ruleType,
  name,
  description,
  isAvailableForInitialTransition: initial,
});

/** The rules this twin carries out (Jira docs, "Workflows", available rules); any other is refused when a workflow names it. */
export const systemRules: readonly SystemRule[] = [
  rule('restrict-issue-transition', 'Condition', 'Restrict to', 'Only the people chosen can move the work item.'),
  rule('parent-or-child-blocking-condition', 'Condition', 'Sub-task status', 'Hide until the sub-tasks have a given status.'),
  rule('check-permission-validator', 'Validator', 'Permission', 'Checks that whoever moves it has a permission.', true),
  rule('validate-field-value', 'Validator', 'Validate a field', 'Checks that fields have a value.', true),
  rule('parent-or-child-blocking-validator', 'Validator', 'Parent status', 'Checks the status of the parent.', true),
  rule('change-assignee', 'Function', 'Assign a work item', 'Assigns the work item to someone.', true),
  rule('update-field', 'Function', 'Update a field', 'Sets the value of a field.', true),
  rule('transition-screen', 'Screen', 'Show a screen', 'Shows a screen during the transition.'),
];

const byKey = new Map(systemRules.map(one => [one.ruleKey, one]));

export function ruleType(ruleKey: unknown): RuleType | undefined {
  return byKey.get(String(ruleKey))?.ruleType;
}
