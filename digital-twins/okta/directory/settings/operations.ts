import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { firstPartyOperations } from './first-party.ts';
import { principalRateLimitOperations } from './principal-rate-limits.ts';
import { rateLimitSettingOperations } from './rate-limits.ts';
import { securityEventsProviderOperations } from './security-events-providers.ts';
import { threatInsightOperations } from './threat-insight.ts';

/** Settings of a whole org. */
export const settingOperations: Operation<OktaState>[] = [
  ...rateLimitSettingOperations,
  ...principalRateLimitOperations,
  ...threatInsightOperations,
  ...firstPartyOperations,
  ...securityEventsProviderOperations,
];
