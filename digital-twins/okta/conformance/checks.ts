import type { Check } from '../../testing/conformance/check.ts';
import { authorizationChecks } from './oauth/authorization.ts';
import { authorizationRefusedChecks } from './oauth/authorization-refused.ts';
import { clientAuthChecks } from './oauth/client-auth.ts';
import { dpopChecks } from './oauth/dpop.ts';
import { grantChecks } from './oauth/grants-of-people.ts';
import { implicitChecks } from './oauth/implicit.ts';
import { malformedChecks } from './oauth/malformed.ts';
import { serverChecks } from './oauth/servers.ts';
import { sessionChecks } from './oauth/sessions.ts';
import { signedClientChecks } from './oauth/signed-clients.ts';
import { tokenUseChecks } from './oauth/token-use.ts';
import { tokenChecks } from './oauth/tokens.ts';
import { accessChecks } from './org/access.ts';
import { addressChecks } from './org/addresses.ts';
import { appAssignmentChecks } from './org/app-assignments.ts';
import { appChecks } from './org/apps.ts';
import { badInputChecks } from './org/bad-input.ts';
import { eventHookChecks } from './org/event-hooks.ts';
import { groupChecks } from './org/groups.ts';
import { logChecks } from './org/log.ts';
import { rateLimitChecks } from './org/rate-limit.ts';
import { resourceChecks } from './org/resources.ts';
import { scimChecks } from './org/scim.ts';
import { userChangeChecks } from './people/change.ts';
import { userCreateChecks } from './people/create.ts';
import { importChecks } from './people/imports.ts';
import { lifecycleChecks } from './people/lifecycle.ts';
import { userListChecks } from './people/list.ts';
import { passwordChecks } from './people/passwords.ts';
import { authJsChecks } from './sign-in/auth-js.ts';
import { factorChecks } from './sign-in/factors.ts';
import { identityEngineChecks } from './sign-in/identity-engine.ts';
import { signInPageChecks } from './sign-in/page.ts';
import { recoveryChecks } from './sign-in/recovery.ts';
import { sessionApiChecks } from './sign-in/session-api.ts';
import { singlePageAppChecks } from './sign-in/single-page-app.ts';

/** What products find at Okta, asked with Okta's own clients. */
export const oktaChecks: Check[] = [
  ...accessChecks,
  ...rateLimitChecks,
  ...userCreateChecks,
  ...userChangeChecks,
  ...lifecycleChecks,
  ...passwordChecks,
  ...importChecks,
  ...userListChecks,
  ...groupChecks,
  ...appChecks,
  ...appAssignmentChecks,
  ...logChecks,
  ...eventHookChecks,
  ...scimChecks,
  ...resourceChecks,
  ...badInputChecks,
  ...addressChecks,
  ...authorizationChecks,
  ...authorizationRefusedChecks,
  ...sessionChecks,
  ...tokenChecks,
  ...tokenUseChecks,
  ...clientAuthChecks,
  ...signedClientChecks,
  ...serverChecks,
  ...dpopChecks,
  ...implicitChecks,
  ...grantChecks,
  ...malformedChecks,
  ...signInPageChecks,
  ...authJsChecks,
  ...sessionApiChecks,
  ...identityEngineChecks,
  ...factorChecks,
  ...recoveryChecks,
  ...singlePageAppChecks,
];
