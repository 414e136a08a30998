import { forPeople, type Operation } from '../kit/plugin.ts';
import { adminOperations } from './admin/admin.ts';
import { authorizeOperation } from './oauth/authorize.ts';
import { consentOperation } from './oauth/consent.ts';
import { deviceOperations } from './oauth/device-flow.ts';
import { discoveryOperations } from './oauth/discovery.ts';
import { parOperation } from './oauth/request-object.ts';
import { tokenOperation } from './oauth/token.ts';
import { tokenUseOperations } from './oauth/token-use.ts';
import { authnOperations } from './sign-in/authn/authn.ts';
import { authnFactorOperations } from './sign-in/authn/factors.ts';
import { tokenRedirectOperation } from './sign-in/complete.ts';
import { idxOperations } from './sign-in/idx/idx.ts';
import { interactOperation } from './sign-in/idx/interact.ts';
import { pageFlowOperations } from './sign-in/page-flow.ts';
import { recoveryPageOperations } from './sign-in/recovery-pages.ts';
import { sessionOperations } from './sign-in/session-api.ts';
import type { OktaState } from './state.ts';

/** OAuth, OpenID Connect, signing in, and the pages of an org. */
export const protocolOperations: Operation<OktaState>[] = [
  ...discoveryOperations,
  authorizeOperation,
  parOperation,
  consentOperation,
  tokenOperation,
  ...tokenUseOperations,
  ...deviceOperations,
  ...pageFlowOperations,
  ...recoveryPageOperations,
  tokenRedirectOperation,
  ...sessionOperations,
  ...authnOperations,
  ...authnFactorOperations,
  interactOperation,
  ...idxOperations,
  ...forPeople(adminOperations),
];
