import type { Building } from '../../building.ts';
import type { Json } from '../json.ts';
import { adder } from './adder.ts';

/** Key, name, type, and whether it is on from the start. */
export const authenticators: [key: string, name: string, type: string, isOn: boolean, settings?: Json][] = [
  ['okta_email', 'Email', 'email', true, { allowedFor: 'any', tokenLifetimeInMinutes: 5 }],
  ['okta_password', 'Password', 'password', true],
  ['phone_number', 'Phone', 'phone', true, { allowedFor: 'any' }],
  [
    'okta_verify',
    'Okta Verify',
    'app',
    true,
    {
      compliance: { fips: 'OPTIONAL' },
      channelBinding: { style: 'NUMBER_CHALLENGE', required: 'HIGH_RISK_ONLY' },
      userVerification: 'PREFERRED',
      appInstanceId: null,
    },
  ],
  ['google_otp', 'Google Authenticator', 'app', true],
  ['security_question', 'Security Question', 'security_question', true, { allowedFor: 'recovery' }],
  ['webauthn', 'Security Key or Biometric', 'security_key', false],
];

export function addAuthenticators(building: Building): void {
  const add = adder(building);
  for (const [key, name, type, isOn, settings] of authenticators) {
    add('authenticators', 'aut', key, {
      type,
      key,
      status: isOn ? 'ACTIVE' : 'INACTIVE',
      name,
      ...(settings === undefined ? {} : { settings }),
    });
  }
}
