import type { Operation } from '../../kit/plugin.ts';
import type { OktaState } from '../state.ts';
import { appOperations } from './apps/apps.ts';
import { assignmentOperations } from './apps/assignments.ts';
import { groupAssignmentOperations } from './apps/group-assignments.ts';
import { appKeyOperations } from './apps/keys.ts';
import { registrationOperations } from './apps/registration.ts';
import { appRelatedOperations } from './apps/related.ts';
import { serverClientOperations } from './auth-servers/clients.ts';
import { serverPolicyOperations } from './auth-servers/policies.ts';
import { scopeAndClaimOperations } from './auth-servers/scopes-claims.ts';
import { serverOperations } from './auth-servers/servers.ts';
import { authenticatorOperations } from './authenticators/authenticators.ts';
import { brandOperations } from './brands/brands.ts';
import { emailCustomizationOperations } from './brands/email-customizations.ts';
import { emailTemplateOperations } from './brands/email-templates.ts';
import { imageOperations } from './brands/images.ts';
import { pageOperations } from './brands/pages.ts';
import { deviceOperations } from './devices/devices.ts';
import { simpleOperations } from './documents/simple.ts';
import { domainOperations } from './domains/domains.ts';
import { emailDomainOperations } from './domains/email-domains.ts';
import { factorOperations } from './factors/factors.ts';
import { groupOperations } from './groups/groups.ts';
import { ruleOperations } from './groups/rules.ts';
import { hookKeyOperations } from './hooks/hook-keys.ts';
import { hookOperations } from './hooks/hooks.ts';
import { iamOperations } from './iam/iam.ts';
import { csrOperations } from './idps/csrs.ts';
import { idpOperations } from './idps/idps.ts';
import { signingKeyOperations } from './idps/signing-keys.ts';
import { trustedKeyOperations } from './idps/trusted-keys.ts';
import { logOperations } from './log/logs.ts';
import { apiTokenOperations } from './org/api-tokens.ts';
import { featureOperations } from './org/features.ts';
import { orgOperations } from './org/org.ts';
import { subscriptionOperations } from './org/subscriptions.ts';
import { policyOperations } from './policies/policies.ts';
import { roleOperations } from './roles/roles.ts';
import { mappingOperations } from './schemas/mappings.ts';
import { schemaOperations } from './schemas/schemas.ts';
import { settingOperations } from './settings/operations.ts';
import { relatedOperations } from './users/related.ts';
import { userOperations } from './users/users.ts';

/** The management API. */
export const directoryOperations: Operation<OktaState>[] = [
  ...userOperations,
  ...relatedOperations,
  ...groupOperations,
  ...ruleOperations,
  ...appOperations,
  ...assignmentOperations,
  ...groupAssignmentOperations,
  ...appKeyOperations,
  ...appRelatedOperations,
  ...registrationOperations,
  ...serverOperations,
  ...serverClientOperations,
  ...scopeAndClaimOperations,
  ...serverPolicyOperations,
  ...policyOperations,
  ...schemaOperations,
  ...mappingOperations,
  ...factorOperations,
  ...roleOperations,
  ...iamOperations,
  ...logOperations,
  ...hookOperations,
  ...authenticatorOperations,
  ...idpOperations,
  ...apiTokenOperations,
  ...orgOperations,
  ...subscriptionOperations,
  ...featureOperations,
  ...brandOperations,
  ...simpleOperations,
  ...emailTemplateOperations,
  ...emailCustomizationOperations,
  ...pageOperations,
  ...imageOperations,
  ...domainOperations,
  ...emailDomainOperations,
  ...deviceOperations,
  ...hookKeyOperations,
  ...trustedKeyOperations,
  ...signingKeyOperations,
  ...csrOperations,
  ...settingOperations,
];
