import type { App, OAuthClient } from '../../state.ts';
import type { DirectoryCall } from '../directory-call.ts';
import { newId, nextSeq } from '../ids.ts';
import { asObject, asTexts, type Json, mergeDeep } from '../json.ts';

/** What an app is made from: the document of `POST /api/v1/apps`, checked. */
export interface AppDraft {
  id?: string;
  name: string;
  label: string;
  signOnMode: string;
  isInactive?: boolean;
  accessibility?: Json;
  visibility?: Json;
  features?: string[];
  credentials?: Json;
  settings?: Json;
  profile?: Json;
  provisioning?: App['provisioning'];
}

/** An app with everything filled in that Okta fills in. Key sets after recordings of a real org. */
export function newApp(call: DirectoryCall, draft: AppDraft): App {
  const now = call.clock.now();
  const id = draft.id ?? newId(call, '0oa');
  const oauth = draft.signOnMode === 'OPENID_CONNECT' ? oauthClient(call, id, draft) : undefined;
  return {
    id,
    seq: nextSeq(call),
    name: draft.name,
    label: draft.label,
    status: draft.isInactive === true ? 'INACTIVE' : 'ACTIVE',
    signOnMode: draft.signOnMode,
    created: now,
    lastUpdated: now,
    features: draft.features ?? [],
    ...documentsOf(draft),
    ...(draft.profile === undefined ? {} : { profile: draft.profile }),
    ...(oauth === undefined ? {} : { oauth }),
    ...(draft.provisioning === undefined ? {} : { provisioning: draft.provisioning }),
  };
}

/** The parts of an app that are plain documents, with their defaults. */
export function documentsOf(draft: AppDraft): Pick<App, 'accessibility' | 'visibility' | 'credentials' | 'settings'> {
  const isOidc = draft.signOnMode === 'OPENID_CONNECT';
  const { oauthClient: _secret, ...credentials } = draft.credentials ?? {};
  const { oauthClient: _client, ...settings } = draft.settings ?? {};
  return {
    accessibility: mergeDeep({ selfService: false, errorRedirectUrl: null, loginRedirectUrl: null }, draft.accessibility ?? {}),
    visibility: mergeDeep(
      {
        autoLaunch: false,
        autoSubmitToolbar: false,
        hide: { iOS: isOidc, web: isOidc },
        appLinks: isOidc ? { oidc_client_link: true } : { login: true },
      },
      draft.visibility ?? {},
    ),
    credentials: mergeDeep({ ...schemeOf(draft), ...userName, signing: {} }, credentials),
    settings: mergeDeep(settingsOf(draft), settings),
  };
}

const userName: Json = { userNameTemplate: { template: '$' + '{source.login}', type: 'BUILT_IN' } };

const withScheme = ['BROWSER_PLUGIN', 'AUTO_LOGIN', 'SECURE_PASSWORD_STORE', 'BASIC_AUTH'];

function schemeOf({ signOnMode }: AppDraft): Json {
  return withScheme.includes(signOnMode) ? { scheme: 'EDIT_USERNAME_AND_PASSWORD', revealPassword: false } : {};
}

/** What the form of each template holds when nothing is filled in. */
const templates: Record<string, Json> = {
  bookmark: { requestIntegration: false },
  template_swa: { loginUrlRegex: null, redirectUrl: null, checkbox: null },
  template_swa3field: { loginUrlRegex: null, redirectUrl: null },
  template_basic_auth: { loginUrlRegex: null },
};

const samlSignOn: Json = {
  defaultRelayState: null,
  ssoAcsUrlOverride: null,
  audienceOverride: null,
  recipientOverride: null,
  destinationOverride: null,
  attributeStatements: [],
};

function settingsOf({ name, signOnMode }: AppDraft): Json {
  return {
    app: Object.hasOwn(templates, name) ? { ...templates[name] } : {},
    notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
    manualProvisioning: false,
    implicitAssignment: false,
    emOptInStatus: 'NONE',
    notes: { admin: null, enduser: null },
    ...(signOnMode === 'SAML_2_0' ? { signOn: { ...samlSignOn } } : {}),
  };
}

const clientDefaults = {
  client_uri: null,
  logo_uri: null,
  redirect_uris: [],
  post_logout_redirect_uris: [],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  application_type: 'web',
  consent_method: 'TRUSTED',
  issuer_mode: 'DYNAMIC',
  idp_initiated_login: { mode: 'DISABLED', default_scope: [] },
  wildcard_redirect: 'DISABLED',
  dpop_bound_access_tokens: false,
};

/** The client of an app, `given` over what it was or the defaults. */
export function oauthClient(call: DirectoryCall, id: string, draft: AppDraft, before?: OAuthClient): OAuthClient {
  const settings = asObject(draft.settings?.oauthClient);
  const credentials = asObject(draft.credentials?.oauthClient);
  const method = String(credentials.token_endpoint_auth_method ?? before?.token_endpoint_auth_method ?? defaultMethod(settings));
  const isPublic = method === 'none';
  const needsSecret = method.startsWith('client_secret');
  const secret = credentials.client_secret ?? before?.client_secret ?? (needsSecret ? call.secrets.token(48) : undefined);
  const client = {
    ...structuredClone(clientDefaults),
    ...settings,
    autoKeyRotation: credentials.autoKeyRotation ?? true,
    client_id: String(credentials.client_id ?? before?.client_id ?? id),
    ...(needsSecret && secret !== undefined ? { client_secret: String(secret) } : {}),
    token_endpoint_auth_method: method,
    pkce_required: Boolean(credentials.pkce_required ?? before?.pkce_required ?? isPublic),
  };
  return withRefresh(client as OAuthClient);
}

function defaultMethod(settings: Json): string {
  if (settings.application_type === 'browser' || settings.application_type === 'native') return 'none';
  return settings.jwks === undefined && settings.jwks_uri === undefined ? 'client_secret_basic' : 'private_key_jwt';
}

function withRefresh(client: OAuthClient): OAuthClient {
  if (!asTexts(client.grant_types).includes('refresh_token')) {
    const { refresh_token: _unused, ...rest } = client;
    return rest as OAuthClient;
  }
  const type = client.application_type === 'browser' ? 'ROTATE' : 'STATIC';
  return { ...client, refresh_token: client.refresh_token ?? { rotation_type: type, leeway: 0 } };
}
