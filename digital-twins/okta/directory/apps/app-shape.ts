import type { App, OktaState } from '../../state.ts';
import { iso } from '../ids.ts';
import { asObject, type Json } from '../json.ts';
import { defaultPolicyId } from '../policies/default-policy.ts';

/** An app as the management API shows it. Key set and order after recordings of a real org. */
export function appShape(state: OktaState, app: Readonly<App>, origin: string): Json {
  return {
    id: app.id,
    orn: `orn:okta:idp:${state.org.id}:apps:${app.name}:${app.id}`,
    name: app.name,
    label: app.label,
    status: app.status,
    lastUpdated: iso(app.lastUpdated),
    created: iso(app.created),
    accessibility: app.accessibility,
    visibility: app.visibility,
    features: app.features,
    signOnMode: app.signOnMode,
    credentials: credentialsOf(state, app),
    universalLogout: app.oauth === undefined ? { status: 'UNSUPPORTED' } : fullLogout,
    settings: { ...app.settings, ...(app.oauth === undefined ? {} : { oauthClient: clientSettings(app.oauth) }) },
    ...(app.profile === undefined ? {} : { profile: app.profile }),
    _links: links(state, app, origin),
  };
}

/** What apps that can end sessions elsewhere say before it is switched on (recordings of a real org). */
const fullLogout: Json = {
  status: 'DISABLED',
  supportType: 'FULL',
  identityStack: 'NOT_SHARED',
  protocol: 'GLOBAL_TOKEN_REVOCATION',
};

const inCredentials = ['autoKeyRotation', 'client_id', 'client_secret', 'token_endpoint_auth_method', 'pkce_required'];

function credentialsOf(state: OktaState, app: Readonly<App>): Json {
  const { oauth } = app;
  const kid = state.documents.keysBy('parent', `appKeys:${app.id}`)[0]?.split('.').at(-1);
  const signing =
    kid === undefined ? app.credentials.signing : { ...(app.credentials.signing as Json), ...(hasKid(app) ? {} : { kid }) };
  if (oauth === undefined) return { ...app.credentials, signing };
  const client = Object.fromEntries(inCredentials.filter(key => key in oauth).map(key => [key, oauth[key]]));
  return { ...app.credentials, signing, oauthClient: client };
}

function hasKid(app: Readonly<App>): boolean {
  return typeof (app.credentials.signing as Json | undefined)?.kid === 'string';
}

function clientSettings(client: NonNullable<App['oauth']>): Json {
  return Object.fromEntries(Object.entries(client).filter(([key]) => !inCredentials.includes(key)));
}

function links(state: OktaState, app: Readonly<App>, origin: string): Json {
  const base = `${origin}/api/v1/apps/${app.id}`;
  const isSaml = app.signOnMode === 'SAML_2_0';
  const step = app.status === 'ACTIVE' ? 'deactivate' : 'activate';
  const names = Object.keys(asObject(app.visibility.appLinks));
  return {
    ...(isSaml ? samlLinks(app, origin) : {}),
    uploadLogo: { href: `${base}/logo`, hints: { allow: ['POST'] } },
    appLinks: names.map(name => ({ name, href: `${origin}/home/${app.name}/${app.id}/${name}`, type: 'text/html' })),
    profileEnrollment: { href: `${origin}/api/v1/policies/${defaultPolicyId(state, 'PROFILE_ENROLLMENT')}` },
    policies: { href: `${base}/policies`, hints: { allow: ['PUT'] } },
    groups: { href: `${base}/groups` },
    logo: [{ name: 'medium', href: `${origin}/assets/img/logos/${app.name}.png`, type: 'image/png' }],
    ...(app.oauth === undefined ? {} : { clientCredentials: [{ name: 'secrets', href: `${base}/credentials/secrets` }] }),
    accessPolicy: { href: `${origin}/api/v1/policies/${accessPolicyId(state, app)}` },
    users: { href: `${base}/users` },
    [step]: { href: `${base}/lifecycle/${step}` },
  };
}

/** The access policy of an app: its own, or the default one. */
export function accessPolicyId(state: OktaState, app: Readonly<App>): string {
  const own = state.documents.get(`appPolicies:${app.id}`)?.body.policyId;
  return typeof own === 'string' ? own : defaultPolicyId(state, 'ACCESS_POLICY');
}

function samlLinks(app: Readonly<App>, origin: string): Json {
  return {
    help: { href: `${origin}/app/${app.name}/${app.id}/setup/help/SAML_2_0/external-doc`, type: 'text/html' },
    metadata: { href: `${origin}/api/v1/apps/${app.id}/sso/saml/metadata`, type: 'application/xml' },
  };
}
