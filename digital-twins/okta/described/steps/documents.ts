import type { Step } from '../../../testing/steps/step.ts';

/** What is little more than a document that is kept. */
export const documentSteps: Step[] = [
  ...kept('/api/v1/trustedOrigins', { name: 'Desk', origin: 'https://desk.example', scopes: [{ type: 'CORS' }] }, 'PUT', true),
  ...kept(
    '/api/v1/zones',
    { type: 'IP', name: 'Office', gateways: [{ type: 'CIDR', value: '10.0.0.0/8' }], proxies: null },
    'PUT',
    true,
  ),
  ...kept('/api/v1/behaviors', { name: 'Far', type: 'VELOCITY', settings: { velocityKph: 805 } }, 'PUT', true),
  ...kept(
    '/api/v1/templates/sms',
    { name: 'Code', type: 'SMS_VERIFY_CODE', template: 'Your code', translations: {} },
    'PUT',
    false,
  ),
  ...kept(
    '/api/v1/meta/uischemas',
    { uiSchema: { type: 'Group', label: 'Sign up', buttonLabel: 'Go', elements: [] } },
    'PUT',
    false,
  ),
  ...kept('/api/v1/device-assurances', { name: 'Mac', platform: 'MACOS', osVersion: { minimum: '12.4' } }, 'PUT', false),
  ...kept('/api/v1/realms', { profile: { name: 'East' } }, 'PUT', false),
  ...kept(
    '/api/v1/push-providers',
    {
      name: 'Push',
      providerType: 'APNS',
      configuration: { keyId: 'AAAAAAAAAA', teamId: 'BBBBBBBBBB', tokenSigningKey: 'key', fileName: 'key.p8' },
    },
    'PUT',
    false,
  ),
  ...kept(
    '/api/v1/email-servers',
    {
      authType: 'BASIC_SMTP_AUTH',
      host: 'mail.example',
      port: 587,
      username: 'mail',
      password: 'mail-secret',
      alias: 'Mail',
      enabled: true,
    },
    'PATCH',
    false,
  ),
];

function kept(path: string, body: unknown, method: string, isSwitched: boolean): Step[] {
  const name = `one${path.replace(/[^A-Za-z]/g, '')}`;
  const one = `${path}/$${name}`;
  return [
    [`POST ${path}`, body, name],
    [`GET ${path}`],
    [`GET ${one}`],
    [`${method} ${one}`, body],
    ...(isSwitched ? [[`POST ${one}/lifecycle/deactivate`] as const, [`POST ${one}/lifecycle/activate`] as const] : []),
    ...(isSwitched ? [[`POST ${one}/lifecycle/deactivate`] as const] : []),
    [`DELETE ${one}`],
  ];
}
