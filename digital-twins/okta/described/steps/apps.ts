import type { Step } from '../../../testing/steps/step.ts';

/** Apps and clients. */
export const appSteps: Step[] = [
  ['PUT /api/v1/apps/$app/groups/$group', {}],
  ['PATCH /api/v1/apps/$app/groups/$group', [{ op: 'replace', path: '/priority', value: 1 }]],
  ['GET /api/v1/apps/$app/credentials/secrets'],
  ['GET /oauth2/v1/clients'],
  [
    'POST /oauth2/v1/clients',
    {
      client_name: 'Registered',
      application_type: 'web',
      redirect_uris: ['https://app.example/cb'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
    'client=client_id',
  ],
  ['GET /oauth2/v1/clients/$client'],
  [
    'PUT /oauth2/v1/clients/$client',
    {
      client_id: '$client',
      client_name: 'Registered anew',
      application_type: 'web',
      redirect_uris: ['https://app.example/cb'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  ['POST /oauth2/v1/clients/$client/lifecycle/newSecret'],
  ['DELETE /oauth2/v1/clients/$client'],
];
