import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demandOneOf } from '../documents/demand.ts';
import { asObject, type Json } from '../json.ts';
import { demandBoolean, demandWhole, readSettings, writeSettings } from './settings.ts';

const path = '/api/v1/rate-limit-settings';
const useCases = ['LOGIN_PAGE', 'OAUTH2_AUTHORIZE', 'OIE_APP_INTENT'];
const modes = ['DISABLE', 'ENFORCE', 'PREVIEW'];

/** Pages of the rate-limit settings, and what a PUT of each may say (Okta docs, Rate Limit Settings). */
const pages: Record<string, { defaults: Json; read(given: Json): Json }> = {
  'admin-notifications': {
    defaults: { notificationsEnabled: true },
    read: given => ({ notificationsEnabled: demandBoolean(given, 'notificationsEnabled') }),
  },
  'per-client': { defaults: { defaultMode: 'ENFORCE' }, read: readModes },
  'warning-threshold': {
    defaults: { warningThreshold: 90 },
    read: given => ({ warningThreshold: demandWhole(given, 'warningThreshold', 30, 90) }),
  },
};

export const rateLimitSettingOperations: Operation<OktaState>[] = Object.keys(pages).flatMap(page => [
  managed({
    name: `rateLimitSettings.${page}`,
    method: 'GET',
    path: `${path}/${page}`,
    label: 'docs',
    run: call => json(readSettings(call, page, pages[page]?.defaults ?? {})),
  }),
  managed({
    name: `rateLimitSettings.replace-${page}`,
    method: 'PUT',
    path: `${path}/${page}`,
    label: 'docs',
    run: call => replace(call, page),
  }),
]);

function readModes(given: Json): Json {
  demandOneOf(given, 'defaultMode', modes);
  const overrides = asObject(given.useCaseModeOverrides);
  const known = Object.keys(overrides).filter(useCase => useCases.includes(useCase));
  for (const useCase of known) demandOneOf(overrides, useCase, modes);
  const kept = Object.fromEntries(known.map(useCase => [useCase, overrides[useCase]]));
  return { defaultMode: given.defaultMode, ...(known.length === 0 ? {} : { useCaseModeOverrides: kept }) };
}

function replace(call: OktaCall, page: string): Answer {
  const next = pages[page]?.read(readBody(call)) ?? {};
  writeSettings(call, page, next);
  return json(next);
}
