import type { Building } from '../../building.ts';
import type { Json } from '../json.ts';
import { adder } from './adder.ts';

export function addRest(building: Building): void {
  const { state } = building;
  const add = adder(building);
  const zone = { type: 'IP', status: 'ACTIVE', system: true, gateways: null, proxies: null };
  add('zones', 'nzo', 'LegacyIpZone', { ...zone, name: 'LegacyIpZone', usage: 'POLICY' });
  add('zones', 'nzo', 'BlockedIpZone', { ...zone, name: 'BlockedIpZone', usage: 'BLOCKLIST' });
  addBehaviors(building);
  add('iamResourceSets', 'iam', 'workflows', {
    id: 'WORKFLOWS_IAM_POLICY',
    label: 'Workflows Resource Set',
    description: 'Resource set that is used for the Workflows Administrator role',
    isDefault: true,
  });
  add('realms', 'guo', 'Default Realm', { profile: { name: 'Default Realm' }, isDefault: true });
  const brand = add('brands', 'bnd', 'default', {
    name: state.org.companyName,
    removePoweredByOkta: false,
    customPrivacyPolicyUrl: null,
    agreeToCustomPrivacyPolicy: false,
    isDefault: true,
    defaultApp: { appInstanceId: null, appLinkName: null, classicApplicationUri: null },
  });
  add('themes', 'the', 'default', defaultTheme, brand.id);
  add('features', 'ftr', 'groups', {
    type: 'self-service',
    status: 'DISABLED',
    name: 'Import Monitoring Dashboard',
    description: 'Lets you watch imports that are in progress or were started in the last 24 hours',
    stage: { value: 'BETA', state: 'OPEN' },
  });
}

/** Behaviours that every org watches for (Okta docs, About Behavior Detection). */
function addBehaviors(building: Building): void {
  const add = adder(building);
  const place = (granularity: string, more: Json = {}) => ({
    maxEventsUsedForEvaluation: 20,
    minEventsNeededForEvaluation: 0,
    granularity,
    ...more,
  });
  const all: [name: string, type: string, settings: Json][] = [
    ['New City', 'ANOMALOUS_LOCATION', place('CITY')],
    ['New State', 'ANOMALOUS_LOCATION', place('SUBDIVISION')],
    ['New Country', 'ANOMALOUS_LOCATION', place('COUNTRY')],
    ['New Geo-Location', 'ANOMALOUS_LOCATION', place('LAT_LONG', { radiusKilometers: 20 })],
    ['New Device', 'ANOMALOUS_DEVICE', { maxEventsUsedForEvaluation: 20, minEventsNeededForEvaluation: 0 }],
    ['New IP', 'ANOMALOUS_IP', { maxEventsUsedForEvaluation: 50, minEventsNeededForEvaluation: 0 }],
    ['Velocity', 'VELOCITY', { velocityKph: 805 }],
  ];
  for (const [name, type, settings] of all) add('behaviors', 'bhv', name, { name, type, status: 'ACTIVE', settings });
}

/** A theme as a new brand has it. */
export const defaultTheme: Json = {
  backgroundImage: null,
  primaryColorHex: '#1662dd',
  primaryColorContrastHex: '#000000',
  secondaryColorHex: '#ebebed',
  secondaryColorContrastHex: '#000000',
  signInPageTouchPointVariant: 'OKTA_DEFAULT',
  endUserDashboardTouchPointVariant: 'OKTA_DEFAULT',
  errorPageTouchPointVariant: 'OKTA_DEFAULT',
  emailTemplateTouchPointVariant: 'OKTA_DEFAULT',
};
