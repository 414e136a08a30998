import { exampleSeed } from '../../testing/example-seed.ts';

/** A client that may do everything without a browser. */
export const machine = {
  label: 'Machine',
  clientId: '0oamachine00000001',
  clientSecret: 'machine-client-secret',
  authMethod: 'client_secret_post',
  type: 'native',
  redirectUris: ['http://product.localhost/machine'],
  grantTypes: ['authorization_code', 'password', 'urn:ietf:params:oauth:grant-type:device_code'],
};

export const seed = {
  people: exampleSeed.people,
  okta: { ...exampleSeed.okta, apps: [...exampleSeed.okta.apps, machine] },
};
