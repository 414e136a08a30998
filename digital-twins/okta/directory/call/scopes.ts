/** What a path's first words are called in scopes, where that is not the word itself (Okta docs, OAuth 2.0 scopes). */
const names: [path: RegExp, scope: string][] = [
  [/^\/api\/v1\/users\/[^/]+\/(factors|sessions)/, 'users'],
  [/^\/api\/v1\/groups/, 'groups'],
  [/^\/api\/v1\/zones/, 'networkZones'],
  [/^\/api\/v1\/meta\/schemas\/user\/linkedObjects/, 'linkedObjects'],
  [/^\/api\/v1\/meta\/(schemas|layouts)/, 'schemas'],
  [/^\/api\/v1\/meta\/types/, 'userTypes'],
  [/^\/api\/v1\/meta\/uischemas/, 'uischemas'],
  [/^\/api\/v1\/mappings/, 'profileMappings'],
  [/^\/api\/v1\/(iam|roles)/, 'roles'],
  [/^\/api\/v1\/org/, 'orgs'],
  [/^\/api\/v1\/api-tokens/, 'apiTokens'],
  [/^\/api\/v1\/device-assurances/, 'deviceAssurance'],
  [/^\/api\/v1\/email-(domains|servers)/, 'emailDomains'],
  [/^\/api\/v1\/principal-rate-limits/, 'principalRateLimits'],
  [/^\/api\/v1\/rate-limit-settings/, 'rateLimits'],
  [/^\/api\/v1\/threats/, 'threatInsights'],
  [/^\/api\/v1\/push-providers/, 'pushProviders'],
  [/^\/api\/v1\/brands\/[^/]+\/templates/, 'templates'],
  [/^\/api\/v1\/hook-keys/, 'inlineHooks'],
  [/^\/api\/v1\/security-events-providers/, 'securityEventsProviders'],
  [/^\/api\/v1\/first-party-app-settings/, 'apps'],
  [/^\/okta-personal-settings\//, 'personal.adminSettings'],
  [/^\/device-access\//, 'orgs'],
  [/^\/oauth2\/v1\/clients\/[^/]+\/roles/, 'roles'],
  [/^\/oauth2\/v1\/clients/, 'clients'],
];

/** Scopes of which one opens an operation: reading is also in managing. */
export function requiredScopes(method: string, path: string): string[] {
  const word = names.find(([pattern]) => pattern.test(path))?.[1] ?? path.split('/')[3] ?? '';
  const manage = `okta.${word}.manage`;
  if (method === 'POST' && path === '/oauth2/v1/clients') return ['okta.clients.register', manage];
  return method === 'GET' || method === 'HEAD' ? [`okta.${word}.read`, manage] : [manage];
}
