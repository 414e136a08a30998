type Tier = 1 | 2 | 3 | 4 | 'post';

/** The published tier of each method that is not in tier 3 (Slack docs, "Facts" of each method). */
const tiers: Record<Exclude<Tier, 3>, string[]> = {
  1: ['apps.connections.open', 'dialog.open', 'team.accessLogs', 'rtm.connect', 'apps.uninstall'],
  2: [
    ...['bookmarks.add', 'bookmarks.edit', 'bookmarks.remove', 'pins.add', 'pins.list', 'pins.remove'],
    ...['conversations.archive', 'conversations.close', 'conversations.create', 'conversations.kick', 'conversations.list'],
    ...['conversations.rename', 'conversations.setPurpose', 'conversations.setTopic', 'conversations.unarchive'],
    ...['reactions.list', 'reactions.remove', 'emoji.list', 'search.all', 'search.files', 'search.messages'],
    ...['reminders.add', 'reminders.complete', 'reminders.delete', 'reminders.info', 'reminders.list'],
    ...['stars.add', 'stars.remove', 'users.list', 'users.setPresence', 'users.deletePhoto', 'dnd.setSnooze', 'dnd.teamInfo'],
    ...['usergroups.create', 'usergroups.disable', 'usergroups.enable', 'usergroups.list', 'usergroups.update'],
    ...['usergroups.users.list', 'usergroups.users.update', 'users.setActive', 'dnd.endDnd', 'dnd.endSnooze'],
    ...['chat.startStream'],
  ],
  4: [
    ...['api.test', 'chat.postEphemeral', 'conversations.members', 'files.info', 'team.billableInfo', 'users.info'],
    ...['users.profile.get', 'files.getUploadURLExternal', 'files.completeUploadExternal', 'views.open', 'views.publish'],
    ...['views.push', 'views.update', 'users.identity', 'oauth.v2.access', 'auth.test', 'chat.appendStream'],
  ],
  post: ['chat.postMessage', 'chat.meMessage'],
};

const byMethod = new Map<string, Tier>();
for (const tier of [1, 2, 4, 'post'] as const) for (const method of tiers[tier]) byMethod.set(method, tier);

export function tierOf(method: string): Tier {
  return byMethod.get(method) ?? 3;
}
