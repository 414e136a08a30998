import * as client from 'openid-client';

const SCOPE = 'openid profile email';

/**
 * Sign-in with Okta: authorization code flow with PKCE. Okta is asked for its endpoints at the first sign-in, so
 * that the server starts without it.
 */
export function createIdentity({ issuer, clientId, clientSecret }, baseUrl) {
  const redirectUri = `${baseUrl}/auth/callback`;
  const started = new Map();
  let configuration = null;

  async function configure() {
    const execute = issuer.startsWith('http://') ? [client.allowInsecureRequests] : [];
    configuration ??= await client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute });
    return configuration;
  }

  return {
    /** The address at Okta to send the browser to; `returnTo` is where the person wanted to go. */
    async start(returnTo) {
      const config = await configure();
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      started.set(state, { verifier, returnTo });
      return client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },
    /** Who came back from Okta: `{ person, returnTo }`. Throws what openid-client throws. */
    async finish(path) {
      const url = new URL(path, baseUrl);
      const state = url.searchParams.get('state') ?? '';
      const flow = started.get(state);
      if (!flow) throw new Error('This sign-in was not started here.');
      started.delete(state);
      const tokens = await client.authorizationCodeGrant(await configure(), url, {
        pkceCodeVerifier: flow.verifier,
        expectedState: state,
      });
      return { person: personOf(tokens.claims()), returnTo: flow.returnTo };
    },
  };
}

function personOf(claims) {
  const email = claims.email ?? claims.preferred_username;
  return { id: claims.sub, email, name: claims.name ?? email };
}
