import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Bench, type Check, same } from '../../../testing/conformance/check.ts';
import { clients, passwords, seedOf } from '../seed.ts';
import { discover } from '../sign-in-by-token.ts';

/** okta-auth-js where it mostly runs: in the page of a product without a server of its own. */
export const singlePageAppChecks: Check[] = [
  {
    id: 'spa-sign-in',
    title: 'a page with okta-auth-js sends a person to sign in, redeems the code itself and reads userinfo',
    label: 'docs',
    seed: seedOf(productUrl => ({ trustedOrigins: [productUrl] })),
    run: async bench => {
      // Fails here at once where there is no server, rather than in a page that waits.
      same(
        (await discover(bench, '/oauth2/default', clients.mobile)).serverMetadata().issuer,
        `${bench.url}/oauth2/default`,
        'issuer',
      );
      await serveApp(bench);
      const page = await bench.page();
      page.setDefaultTimeout(15_000);
      await page.goto(`${bench.product.url}/spa`);
      await page.getByLabel('Username').fill('ada@acme.example');
      await page.getByLabel('Password', { exact: true }).fill(passwords.ada);
      await page.getByRole('button', { name: 'Sign In' }).click();
      const result = page.locator('#result');
      await result.waitFor();
      same(await result.textContent(), 'Signed in as ada@acme.example, verified by the page', 'what the page shows');
    },
  },
];

async function serveApp(bench: Bench): Promise<void> {
  const main = createRequire(import.meta.url).resolve('@okta/okta-auth-js/package.json');
  const library = await readFile(new URL('dist/okta-auth-js.min.js', `file://${main}`), 'utf8');
  bench.reply(heard => {
    if (heard.path === '/library.js') return { headers: { 'content-type': 'text/javascript' }, body: library };
    return { headers: { 'content-type': 'text/html' }, body: appPage(bench) };
  });
}

function appPage(bench: Bench): string {
  const options = { issuer: `${bench.url}/oauth2/default`, clientId: clients.mobile.id, scopes: ['openid', 'email'], pkce: true };
  return `<!doctype html><title>App</title><body><script src="/library.js"></script><script>
    const client = new OktaAuth({ ...${JSON.stringify(options)}, redirectUri: location.origin + '/mobile' });
    const show = text => { const line = document.createElement('p'); line.id = 'result'; line.textContent = text; document.body.append(line); };
    const finish = async () => {
      const { tokens } = await client.token.parseFromUrl();
      const info = await client.token.getUserInfo(tokens.accessToken, tokens.idToken);
      const verified = tokens.idToken.claims.email === info.email;
      show('Signed in as ' + info.email + (verified ? ', verified by the page' : ''));
    };
    const start = () => client.token.getWithRedirect({ responseType: 'code' });
    (client.isLoginRedirect() ? finish() : start()).catch(error => show(String(error)));
  </script>`;
}
