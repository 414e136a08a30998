import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaState } from '../../state.ts';
import { asObject, asText, asTexts, dig, type Json } from '../json.ts';
import type { AppDraft } from './new-app.ts';

/** The sign-on mode each template has; other names are apps of the integration network. */
const modes: Record<string, string> = {
  bookmark: 'BOOKMARK',
  template_basic_auth: 'BASIC_AUTH',
  template_swa: 'BROWSER_PLUGIN',
  template_swa3field: 'BROWSER_PLUGIN',
  template_sps: 'SECURE_PASSWORD_STORE',
  template_wsfed: 'WS_FEDERATION',
  oidc_client: 'OPENID_CONNECT',
  okta_org2org: 'SAML_2_0',
};

const knownModes = [...new Set([...Object.values(modes), 'SAML_2_0', 'SAML_1_1', 'AUTO_LOGIN', 'MFA_AS_SERVICE'])];

/** A document for an app, checked. Throws `OktaRefusal` 400 with a cause for each mistake. */
export function readApp(state: OktaState, body: Json, selfId?: string): AppDraft {
  const label = asText(body.label) ?? '';
  if (label === '') throw invalid('label', 'label: The field cannot be left blank');
  if (label.length > 100) throw invalid('label', 'label: The field is too long (maximum is 100 characters)');
  const name = asText(body.name) ?? nameOf(state, label, asText(body.signOnMode));
  const signOnMode = asText(body.signOnMode) ?? (Object.hasOwn(modes, name) ? modes[name] : undefined) ?? 'SAML_2_0';
  if (!knownModes.includes(signOnMode)) {
    throw new OktaRefusal(400, 'E0000003', 'The request body was not well-formed.');
  }
  const draft: AppDraft = {
    name,
    label,
    signOnMode,
    accessibility: asObject(body.accessibility),
    visibility: asObject(body.visibility),
    features: asTexts(body.features),
    credentials: asObject(body.credentials),
    settings: asObject(body.settings),
    ...(body.profile === undefined || body.profile === null ? {} : { profile: asObject(body.profile) }),
  };
  checkMode(draft);
  if (signOnMode === 'OPENID_CONNECT') checkClient(state, draft, selfId);
  return draft;
}

/** Apps that are nobody's template get a name of the org's, made from their label. */
function nameOf(state: OktaState, label: string, mode: string | undefined): string {
  const own = `${state.org.subdomain}_${label.toLowerCase().replace(/[^a-z0-9]/g, '')}_1`;
  if (mode === 'SAML_2_0' || mode === 'AUTO_LOGIN') return own;
  return Object.entries(modes).find(([, one]) => one === mode)?.[0] ?? own;
}

/** What a template cannot do without. */
function checkMode({ name, settings }: AppDraft): void {
  const url = dig(settings, 'app', 'url');
  if (name === 'bookmark' && (typeof url !== 'string' || url === '')) {
    throw invalid('settings.app.url', 'settings.app.url: The field cannot be left blank');
  }
}

const methods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'];
const types = ['web', 'native', 'browser', 'service'];
const responses = ['code', 'token', 'id_token'];
const grants = [
  'authorization_code',
  'implicit',
  'password',
  'refresh_token',
  'client_credentials',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:openid:params:grant-type:ciba',
];

function checkClient(state: OktaState, { credentials, settings }: AppDraft, selfId: string | undefined): void {
  const client = asObject(settings?.oauthClient);
  const own = asObject(credentials?.oauthClient);
  const mistakes = [...clientMistakes(client), ...credentialMistakes(state, own, selfId)];
  const [first] = mistakes;
  if (first !== undefined) throw invalid(first[0], ...mistakes.map(([field, text]) => `${field}: ${text}`));
}

type Mistake = [field: string, text: string];

function clientMistakes(client: Json): Mistake[] {
  const [grantTypes, responseTypes, redirects] = [
    asTexts(client.grant_types),
    asTexts(client.response_types),
    asTexts(client.redirect_uris),
  ];
  const type = asText(client.application_type) ?? 'web';
  const mistakes: Mistake[] = [];
  if (!types.includes(type)) mistakes.push(['application_type', "'application_type' is invalid."]);
  if (grantTypes.some(one => !grants.includes(one)))
    mistakes.push(['grant_types', "'grant_types' contains an unsupported value."]);
  if (responseTypes.some(one => !responses.includes(one)))
    mistakes.push(['response_types', "'response_types' contains an unsupported value."]);
  if (redirects.some(one => !/^[a-z][a-z0-9+.-]*:/i.test(one)))
    mistakes.push(['redirect_uris', "'redirect_uris' contains an invalid URI."]);
  const needsRedirect = type !== 'service' && (grantTypes.includes('authorization_code') || grantTypes.includes('implicit'));
  if (needsRedirect && redirects.length === 0)
    mistakes.push(['redirect_uris', "'redirect_uris' is required for grant types authorization_code or implicit."]);
  return mistakes;
}

function credentialMistakes(state: OktaState, own: Json, selfId: string | undefined): Mistake[] {
  const mistakes: Mistake[] = [];
  const method = asText(own.token_endpoint_auth_method);
  const [id, secret] = [asText(own.client_id), asText(own.client_secret)];
  if (method !== undefined && !methods.includes(method)) {
    mistakes.push(['token_endpoint_auth_method', "'token_endpoint_auth_method' is invalid."]);
  }
  if (id !== undefined && !/^[\w.-]{6,100}$/.test(id)) {
    mistakes.push(['client_id', "'client_id' must be between 6 and 100 characters of letters, digits, '_', '-' and '.'."]);
  }
  const other = id === undefined ? undefined : state.apps.by('client', id)[0];
  if (other !== undefined && other.id !== selfId)
    mistakes.push(['client_id', 'An object with this field already exists in the current organization']);
  if (secret !== undefined && secret.length > 100)
    mistakes.push(['client_secret', "'client_secret' can't be more than '100' characters long."]);
  if (secret !== undefined && secret.length < 14 && selfId === undefined) {
    mistakes.push(['client_secret', "'client_secret' must be at least '14' characters long."]);
  }
  return mistakes;
}
