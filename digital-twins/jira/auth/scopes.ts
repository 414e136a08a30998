/** The classic scopes (Jira docs, "Scopes for OAuth 2.0 (3LO) and Forge apps"). */
export const allScopes = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'manage:jira-project',
  'manage:jira-configuration',
  'manage:jira-webhook',
  'read:me',
  'offline_access',
] as const;

type Classic = (typeof allScopes)[number];

const peoplePaths = /^\/(myself|user|users|group|groups|groupuserpicker|mypreferences)(\/|$)/;
const configurationPaths =
  /^\/(workflow|workflows|workflowscheme|screens|screenscheme|issuetypescreenscheme|issuetypescheme|fieldconfiguration|fieldconfigurationscheme|permissionscheme|notificationscheme|issuesecurityschemes|application-properties|configuration|auditing|role|statuses|announcementBanner|priorityscheme)(\/|$)/;
const projectPaths = /^\/(project|component|version|projectCategory)(\/|$)/;
/** Asked by POST, changing nothing. */
const readingPosts =
  /^\/(search|jql|issue\/bulkfetch|permissions|expression|issue\/watching|worklog\/list|comment\/list|changelog|workflows|issue\/properties\/search)(\/|$)/;

/** The classic scope an operation wants, by its method and its path below `/rest/api/3`. */
function classicScope(method: string, path: string): Classic {
  if (path.startsWith('/webhook')) return 'manage:jira-webhook';
  const isReading = method === 'GET' || readingPosts.test(path);
  if (peoplePaths.test(path)) return isReading ? 'read:jira-user' : 'manage:jira-configuration';
  if (configurationPaths.test(path)) return 'manage:jira-configuration';
  if (isReading) return 'read:jira-work';
  if (projectPaths.test(path) && !path.includes('/properties')) return 'manage:jira-project';
  return 'write:jira-work';
}

/** Whether a token with these scopes may do this. Granular ones (`read:issue:jira`) count by verb and first word of the path. */
export function isAllowed(scopes: readonly string[], method: string, path: string): boolean {
  const agile = /^\/rest\/(?:agile|software)\/[^/]+\/([^/]+)/.exec(path)?.[1];
  const verbs = method === 'GET' ? ['read'] : method === 'DELETE' ? ['delete', 'write'] : ['write'];
  if (agile !== undefined) return hasGranular(scopes, verbs, agile === 'backlog' ? 'board' : agile, 'jira-software');
  const below = path.replace(/^\/rest\/(?:api|webhooks)\/[^/]+/, '');
  if (scopes.includes(classicScope(method, below))) return true;
  const word = below.split('/')[1] ?? '';
  const isReading = method === 'GET' || readingPosts.test(below);
  const named: Record<string, string> = { search: 'issue', myself: 'user', users: 'user', statuses: 'status', filter: 'filter' };
  return hasGranular(scopes, isReading ? ['read'] : verbs, named[word] ?? word, 'jira');
}

/** Boards, sprints and epics have granular scopes alone. */
function hasGranular(scopes: readonly string[], verbs: readonly string[], word: string, product: string): boolean {
  return scopes.some(scope => {
    const [verb = '', what = '', where] = scope.split(':');
    return (
      verbs.includes(verb) && where === product && (what === word || what.startsWith(`${word}-`) || what.startsWith(`${word}.`))
    );
  });
}
