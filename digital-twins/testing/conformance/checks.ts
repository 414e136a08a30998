import type { Check } from './check.ts';

/** Every check there is, by twin. */
export const checksOf: Record<string, Check[]> = { slack: [], okta: [], jira: [] };
