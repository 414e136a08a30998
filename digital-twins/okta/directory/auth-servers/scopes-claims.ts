import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { claimShape, createClaim, deleteClaim, findClaim, listClaims, replaceClaim } from './claims.ts';
import { createScope, deleteScope, findScope, listScopes, replaceScope, scopeShape } from './scopes.ts';

const base = '/api/v1/authorizationServers/:server';

export const scopeAndClaimOperations: Operation<OktaState>[] = [
  managed({ name: 'authorizationServers.scopes', method: 'GET', path: `${base}/scopes`, label: 'spec', run: listScopes }),
  managed({ name: 'authorizationServers.create-scope', method: 'POST', path: `${base}/scopes`, label: 'spec', run: createScope }),
  managed({
    name: 'authorizationServers.scope',
    method: 'GET',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: call => json(scopeShape(call, findScope(call))),
  }),
  managed({
    name: 'authorizationServers.replace-scope',
    method: 'PUT',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: replaceScope,
  }),
  managed({
    name: 'authorizationServers.delete-scope',
    method: 'DELETE',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: deleteScope,
  }),
  managed({ name: 'authorizationServers.claims', method: 'GET', path: `${base}/claims`, label: 'spec', run: listClaims }),
  managed({ name: 'authorizationServers.create-claim', method: 'POST', path: `${base}/claims`, label: 'spec', run: createClaim }),
  managed({
    name: 'authorizationServers.claim',
    method: 'GET',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: call => json(claimShape(call, findClaim(call))),
  }),
  managed({
    name: 'authorizationServers.replace-claim',
    method: 'PUT',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: replaceClaim,
  }),
  managed({
    name: 'authorizationServers.delete-claim',
    method: 'DELETE',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: deleteClaim,
  }),
];
