/** Bot and user scopes the twin knows, and what a token has when its seed names none. */
export const allScopes = [
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'groups:history',
  'groups:read',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
  'users:read.email',
];
