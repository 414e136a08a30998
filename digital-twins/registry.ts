import { jira } from './jira/twin.ts';
import type { Twin } from './kit/plugin.ts';
import { okta } from './okta/twin.ts';
import { slack } from './slack/twin.ts';

/** Every twin there is. */
export const twins: Twin[] = [slack, okta, jira];
