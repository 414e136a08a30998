import { empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { asList, type Json } from '../json.ts';
import { demandBoolean, demandWhole, readSettings, writeSettings } from './settings.ts';

const sessionLimits = { sessionMaxLifetimeMinutes: 720, sessionIdleTimeoutMinutes: 15 };

/** Settings of Okta's own apps and devices (Okta docs, Okta Application Settings, Okta Personal Settings, Device Access). */
export const firstPartyOperations: Operation<OktaState>[] = [
  ...page('firstParty.sessions', '/api/v1/first-party-app-settings/:app', sessionLimits, readLimits, demandConsole),
  ...page(
    'deviceAccess.number-matching',
    '/device-access/api/v1/desktop-mfa/enforce-number-matching-challenge-settings',
    { desktopMFAEnforceNumberMatchingChallengeEnabled: false },
    readFlag('desktopMFAEnforceNumberMatchingChallengeEnabled'),
  ),
  ...page(
    'deviceAccess.recovery-pin',
    '/device-access/api/v1/desktop-mfa/recovery-pin-settings',
    { desktopMFARecoveryPinEnabled: false },
    readFlag('desktopMFARecoveryPinEnabled'),
  ),
  managed({
    name: 'personal.blocklist',
    method: 'GET',
    path: '/okta-personal-settings/api/v1/export-blocklists',
    label: 'docs',
    run: call => json(readSettings(call, 'personal.blocklist', { domains: [] })),
  }),
  put('personal.replace-blocklist', '/okta-personal-settings/api/v1/export-blocklists', call =>
    writeSettings(call, 'personal.blocklist', readDomains(readBody(call))),
  ),
  put('personal.replace-features', '/okta-personal-settings/api/v1/edit-feature', call =>
    writeSettings(call, 'personal.features', readFeatures(readBody(call))),
  ),
];

function put(name: string, path: string, write: (call: OktaCall) => void): Operation<OktaState> {
  const run = (call: OktaCall) => {
    write(call);
    return empty();
  };
  return managed({ name, method: 'PUT', path, label: 'docs', run });
}

function page(
  name: string,
  path: string,
  defaults: Json,
  read: (given: Json) => Json,
  check: (call: OktaCall) => void = () => undefined,
): Operation<OktaState>[] {
  const get = (call: OktaCall) => {
    check(call);
    return json(readSettings(call, name, defaults));
  };
  const replace = (call: OktaCall) => {
    check(call);
    writeSettings(call, name, read(readBody(call)));
    return json(readSettings(call, name, defaults));
  };
  return [
    managed({ name, method: 'GET', path, label: 'docs', run: get }),
    managed({ name: `${name}.replace`, method: 'PUT', path, label: 'docs', run: replace }),
  ];
}

/** The Admin Console is the only app of Okta's own that has settings. Throws `OktaRefusal` 404. */
function demandConsole({ params }: OktaCall): void {
  if (params.app !== 'admin-console') throw notFound(params.app ?? '', 'FirstPartyAppSettings');
}

/** Bounds in minutes (Okta docs, Replace the Okta application settings). */
function readLimits(given: Json): Json {
  const { sessionMaxLifetimeMinutes: most, sessionIdleTimeoutMinutes: idle } = { ...sessionLimits, ...given };
  const checked = { sessionMaxLifetimeMinutes: most, sessionIdleTimeoutMinutes: idle };
  return {
    sessionMaxLifetimeMinutes: demandWhole(checked, 'sessionMaxLifetimeMinutes', 5, 10_080),
    sessionIdleTimeoutMinutes: demandWhole(checked, 'sessionIdleTimeoutMinutes', 5, 720),
  };
}

function readFlag(field: string) {
  return (given: Json): Json => ({ [field]: demandBoolean(given, field) });
}

function readDomains(given: Json): Json {
  const domains = asList(given.domains);
  if (!Array.isArray(given.domains) || domains.some(domain => typeof domain !== 'string' || !/^[^\s@]+\.[^\s@]+$/.test(domain)))
    throw invalid('domains', 'domains: The field must be a list of email domains');
  return { domains };
}

function readFeatures(given: Json): Json {
  const fields = ['enableEnduserEntryPoints', 'enableExportApps'].filter(field => given[field] !== undefined);
  return Object.fromEntries(fields.map(field => [field, demandBoolean(given, field)]));
}
