import { jiraChecks } from '../../jira/conformance/checks.ts';
import { oktaChecks } from '../../okta/conformance/checks.ts';
import { slackChecks } from '../../slack/conformance/checks.ts';
import type { Check } from './check.ts';

/** Every check there is, by twin. */
export const checksOf: Record<string, Check[]> = { slack: slackChecks, okta: oktaChecks, jira: jiraChecks };
