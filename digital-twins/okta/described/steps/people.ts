import type { Step } from '../../../testing/steps/step.ts';

/** People, groups, their types, schemas and factors. */
export const peopleSteps: Step[] = [
  ['GET /api/v1/users/ada@acme.example', undefined, 'ada'],
  ['POST /api/v1/users', { profile: person('cy'), credentials: { password: { value: 'Correct-Horse-1' } } }, 'cy'],
  ['POST /api/v1/groups', { profile: { name: 'Crew', description: 'On board' } }, 'group'],
  ['POST /api/v1/groups/$group/owners', { id: '$ada', type: 'USER' }],
  ['GET /api/v1/groups/$group/owners'],
  ['DELETE /api/v1/groups/$group/owners/$ada'],
  [
    'POST /api/v1/meta/schemas/user/linkedObjects',
    {
      primary: { name: 'chief', title: 'Chief', description: 'Who leads', type: 'USER' },
      associated: { name: 'aide', title: 'Aide', description: 'Who helps', type: 'USER' },
    },
  ],
  ['PUT /api/v1/users/$cy/linkedObjects/chief/$ada'],
  ['GET /api/v1/users/$cy/linkedObjects/chief'],
  ['DELETE /api/v1/users/$cy/linkedObjects/chief'],
  ['POST /api/v1/meta/types/user', { name: 'guest', displayName: 'Guest', description: 'Who visits' }, 'userType'],
  ['GET /api/v1/meta/types/user'],
  ['GET /api/v1/meta/types/user/$userType'],
  ['POST /api/v1/meta/types/user/$userType', { displayName: 'Visitor' }],
  ['DELETE /api/v1/meta/types/user/$userType'],
  ['GET /api/v1/meta/schemas/user/default'],
  ['POST /api/v1/meta/schemas/user/default', { definitions: custom('shoeSize') }],
  ['GET /api/v1/meta/schemas/group/default'],
  ['POST /api/v1/meta/schemas/group/default', { definitions: custom('floor') }],
  ['GET /api/v1/apps', undefined, 'app=0.id'],
  ['GET /api/v1/meta/schemas/apps/$app/default'],
  ['POST /api/v1/meta/schemas/apps/$app/default', { definitions: custom('level') }],
  ['GET /api/v1/users/$ada/factors/catalog'],
  ['GET /api/v1/users/$ada/factors/questions'],
  [
    'POST /api/v1/users/$ada/factors',
    {
      factorType: 'question',
      provider: 'OKTA',
      profile: { question: 'disliked_food', answer: 'mayonnaise' },
    },
    'factor',
  ],
  ['GET /api/v1/users/$ada/factors'],
  ['GET /api/v1/users/$ada/factors/$factor'],
  ['POST /api/v1/users/$ada/factors/$factor/verify', { answer: 'mayonnaise' }],
  ['DELETE /api/v1/users/$ada/factors/$factor'],
  ['POST /api/v1/groups/rules', groupRule('One'), 'groupRule'],
  ['GET /api/v1/groups/rules/$groupRule'],
  ['POST /api/v1/groups/$group/roles', { type: 'USER_ADMIN' }, 'groupRole'],
  ['GET /api/v1/groups/$group/roles/$groupRole'],
  ['POST /api/v1/users/$cy/roles', { type: 'APP_ADMIN' }, 'role'],
  ['GET /api/v1/users/$cy/roles/$role'],
  ['PUT /api/v1/users/$cy/roles/$role/targets/catalog/apps/oidc_client'],
  ['GET /api/v1/users/$cy/roles/$role/targets/catalog/apps'],
  ['PUT /api/v1/users/$cy/roles/$role/targets/catalog/apps/bookmark'],
  ['DELETE /api/v1/users/$cy/roles/$role/targets/catalog/apps/bookmark'],
  ['POST /api/v1/groups/$group/roles', { type: 'APP_ADMIN' }, 'groupAppRole'],
  ['PUT /api/v1/groups/$group/roles/$groupAppRole/targets/catalog/apps/oidc_client'],
  ['GET /api/v1/groups/$group/roles/$groupAppRole/targets/catalog/apps'],
  ['PUT /api/v1/groups/$group/roles/$groupAppRole/targets/catalog/apps/bookmark'],
  ['DELETE /api/v1/groups/$group/roles/$groupAppRole/targets/catalog/apps/bookmark'],
  ['GET /api/v1/users/$ada/subscriptions'],
  ['GET /api/v1/logs?limit=20'],
  ['GET /api/v1/features', undefined, 'feature=0.id'],
  ['GET /api/v1/features/$feature'],
  ['GET /api/v1/features/$feature/dependencies'],
];

function person(name: string): unknown {
  return { firstName: name, lastName: 'Doe', email: `${name}@acme.example`, login: `${name}@acme.example` };
}

function custom(name: string): unknown {
  return { custom: { id: '#custom', type: 'object', properties: { [name]: { title: name, type: 'string' } }, required: [] } };
}

function groupRule(name: string): unknown {
  return {
    type: 'group_rule',
    name,
    conditions: { expression: { value: 'user.firstName=="cy"', type: 'urn:okta:expression:1.0' } },
    actions: { assignUserToGroups: { groupIds: ['$group'] } },
  };
}
