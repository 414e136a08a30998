/** Scopes of bots and people that the twin knows, and what a token has when its seed names none. */
export const allScopes = [
  ...['app_mentions:read', 'assistant:write', 'bookmarks:read', 'bookmarks:write', 'calls:read', 'calls:write'],
  ...['channels:history', 'channels:join', 'channels:manage', 'channels:read', 'channels:write'],
  ...['channels:write.invites', 'channels:write.topic', 'chat:write', 'chat:write.customize', 'chat:write.public', 'commands'],
  ...['dnd:read', 'dnd:write', 'emoji:read', 'files:read', 'files:write', 'groups:history', 'groups:read', 'groups:write'],
  ...['groups:write.invites', 'groups:write.topic', 'im:history', 'im:read', 'im:write', 'im:write.topic'],
  ...['incoming-webhook', 'links:read', 'links:write', 'metadata.message:read', 'mpim:history', 'mpim:read', 'mpim:write'],
  ...['pins:read', 'pins:write', 'reactions:read', 'reactions:write', 'reminders:read', 'reminders:write', 'rtm:stream'],
  ...['search:read', 'stars:read', 'stars:write', 'team:read', 'usergroups:read', 'usergroups:write'],
  ...['users.profile:read', 'users.profile:write', 'users:read', 'users:read.email', 'users:write'],
];
