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
  };
}
