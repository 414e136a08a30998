import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/** Reads the settings from the environment; see the table in README.md. */
export function readConfig(env) {
  return {
    port: Number(env.PORT ?? 3000),
    baseUrl: env.BASE_URL ?? 'http://product.localhost',
    dataDir: env.DATA_DIR ?? fileURLToPath(new URL('data', root)),
    seedFile: env.SEED_TICKETS ?? fileURLToPath(new URL('seed.json', root)),
    fixedTime: env.FIXED_TIME || null,
    okta: {
      issuer: env.OKTA_ISSUER ?? 'http://okta.localhost/oauth2/default',
      clientId: env.OKTA_CLIENT_ID ?? 'relay-desk',
      clientSecret: env.OKTA_CLIENT_SECRET ?? '',
    },
    slack: {
      apiUrl: env.SLACK_API_URL ?? 'http://slack.localhost/api/',
      token: env.SLACK_BOT_TOKEN ?? '',
      channel: env.SLACK_CHANNEL ?? 'C0SUPPORT',
      channelName: env.SLACK_CHANNEL_NAME ?? 'support',
    },
    jira: {
      host: env.JIRA_HOST ?? 'http://jira.localhost',
      email: env.JIRA_EMAIL ?? '',
      apiToken: env.JIRA_API_TOKEN ?? '',
      project: env.JIRA_PROJECT ?? 'HELP',
    },
    articlesUrl: env.KB_URL ?? 'http://kb.localhost',
  };
}
