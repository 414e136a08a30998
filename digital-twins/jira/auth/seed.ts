import { z } from 'zod';
import { allScopes } from './scopes.ts';

const text = z.string().min(1);

/** An app of the developer console, for OAuth 2.0 (3LO). */
export const seedOauthApp = z.strictObject({
  name: text,
  clientId: text,
  clientSecret: z.string().min(8),
  redirectUris: z.array(z.url()).min(1),
  /** Left out: everything the twin knows, and any granular scope. */
  scopes: z.array(text).default([...allScopes]),
});

/** An installed Connect app. */
export const seedConnectApp = z.strictObject({ key: text, sharedSecret: z.string().min(16) });

export type SeedOauthApp = z.infer<typeof seedOauthApp>;
export type SeedConnectApp = z.infer<typeof seedConnectApp>;
