import { empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { findApp } from './find-app.ts';
import { createCwo, findCwo, updateCwo } from './related/cwo.ts';
import { findGrant, grant, grantShape, grantsOf } from './related/grants.ts';
import { connection, features, setConnection, withoutFeature } from './related/provisioning.ts';
import { logo, samlMetadata, secrets, setPolicy } from './related/settings.ts';
import { findToken, revokeAll, shape, tokens } from './related/tokens.ts';

const path = '/api/v1/apps/:app';

export const appRelatedOperations: Operation<OktaState>[] = [
  managed({
    name: 'apps.grants',
    method: 'GET',
    path: `${path}/grants`,
    label: 'recorded',
    run: call => json(grantsOf(call).map(doc => grantShape(call, doc))),
  }),
  managed({ name: 'apps.grant', method: 'POST', path: `${path}/grants`, label: 'recorded', run: grant }),
  managed({
    name: 'apps.get-grant',
    method: 'GET',
    path: `${path}/grants/:grant`,
    label: 'recorded',
    run: call => json(grantShape(call, findGrant(call))),
  }),
  managed({
    name: 'apps.revoke-grant',
    method: 'DELETE',
    path: `${path}/grants/:grant`,
    label: 'recorded',
    run: call => {
      call.state.documents.delete(`grants:${findGrant(call).id}`);
      return empty();
    },
  }),
  managed({ name: 'apps.tokens', method: 'GET', path: `${path}/tokens`, label: 'recorded', run: tokens }),
  managed({ name: 'apps.revoke-tokens', method: 'DELETE', path: `${path}/tokens`, label: 'recorded', run: revokeAll }),
  managed({
    name: 'apps.token',
    method: 'GET',
    path: `${path}/tokens/:token`,
    label: 'docs',
    run: call => json(shape(call, findToken(call))),
  }),
  managed({
    name: 'apps.revoke-token',
    method: 'DELETE',
    path: `${path}/tokens/:token`,
    label: 'docs',
    run: call => {
      call.state.refreshTokens.delete(findToken(call).value);
      return empty();
    },
  }),
  managed({
    name: 'apps.features',
    method: 'GET PUT',
    path: `${path}/features ${path}/features/:feature`,
    label: 'docs',
    run: features,
  }),
  managed({ name: 'apps.connection', method: 'GET', path: `${path}/connections/default`, label: 'recorded', run: connection }),
  managed({
    name: 'apps.set-connection',
    method: 'POST',
    path: `${path}/connections/default`,
    label: 'docs',
    run: setConnection,
  }),
  managed({ name: 'apps.saml-metadata', method: 'GET', path: `${path}/sso/saml/metadata`, label: 'docs', run: samlMetadata }),
  managed({ name: 'apps.set-policy', method: 'PUT', path: `${path}/policies/:policy`, label: 'docs', run: setPolicy }),
  managed({
    name: 'apps.federated-claims',
    method: 'GET POST',
    path: `${path}/federated-claims`,
    label: 'docs',
    run: withoutFeature,
  }),
  managed({ name: 'apps.secrets', method: 'GET', path: `${path}/credentials/secrets`, label: 'spec', run: secrets }),
  managed({ name: 'apps.logo', method: 'POST', path: `${path}/logo`, label: 'docs', run: logo }),
  managed({
    name: 'apps.cwo',
    method: 'GET',
    path: `${path}/cwo/connections`,
    label: 'recorded',
    run: call => json(call.state.documents.by('parent', `cwo:${findApp(call).id}`).map(doc => doc.body)),
  }),
  managed({ name: 'apps.create-cwo', method: 'POST', path: `${path}/cwo/connections`, label: 'recorded', run: createCwo }),
  managed({
    name: 'apps.get-cwo',
    method: 'GET',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: call => json(findCwo(call).body),
  }),
  managed({
    name: 'apps.update-cwo',
    method: 'PATCH',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: updateCwo,
  }),
  managed({
    name: 'apps.delete-cwo',
    method: 'DELETE',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: call => {
      call.state.documents.delete(`cwo:${findCwo(call).id}`);
      return empty();
    },
  }),
];
