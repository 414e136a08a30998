import type { Page } from 'playwright-core';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, idOf, sdk } from '../clients.ts';
import { clients, passwords, seed, seedOf } from '../seed.ts';
import { begin, callbackOf, discover, redeem } from '../sign-in-by-token.ts';

/** The sign-in page, used by a person in a browser. */
export const signInPageChecks: Check[] = [
  {
    id: 'page-good',
    title: 'a person signs in on the page and comes back to the product with a code',
    label: 'docs',
    seed,
    run: async bench => {
      const { page, attempt, config } = await open(bench);
      await signIn(page, 'ada@acme.example', passwords.ada);
      const heard = await bench.product.next('/callback');
      const location = new URL(heard.path, bench.product.url);
      same(location.searchParams.get('state'), attempt.state, 'state');
      same((await redeem(config, attempt, location)).claims()?.email, 'ada@acme.example', 'email');
    },
  },
  {
    id: 'page-bad-password',
    title: 'a wrong password is told on the page, in words that do not say whether the person exists',
    label: 'docs',
    seed,
    run: async bench => {
      const { page } = await open(bench);
      await signIn(page, 'ada@acme.example', 'wrong');
      const known = await alertOf(page);
      demand(known.includes('Unable to sign in'), `the page says ${known}`);
      await signIn(page, 'nobody@acme.example', 'wrong');
      same(await alertOf(page), known, 'words for somebody unknown');
      same(bench.product.heard.length, 0, 'requests to the product');
      await signIn(page, 'ada@acme.example', passwords.ada);
      await bench.product.next('/callback');
    },
  },
  {
    id: 'page-locked',
    title: 'after too many wrong passwords the right one does not help until an administrator unlocks',
    label: 'docs',
    seed: seedOf(() => ({ policies: { lockAfter: 3 } })),
    run: async bench => {
      const { page } = await open(bench);
      for (let time = 0; time < 3; time += 1) {
        await signIn(page, 'ben@acme.example', 'wrong');
        await alertOf(page);
      }
      await signIn(page, 'ben@acme.example', passwords.ben);
      demand((await alertOf(page)) !== '', 'the page says nothing');
      const userId = await idOf(bench, 'ben');
      same((await sdk(bench).userApi.getUser({ userId })).status, 'LOCKED_OUT', 'status');
      same((await call(bench, 'POST', `/api/v1/users/${userId}/lifecycle/unlock`)).status, 200, 'status of unlock');
      const again = await open(bench);
      await signIn(again.page, 'ben@acme.example', passwords.ben);
      await bench.product.next('/callback');
    },
  },
  {
    id: 'page-inactive',
    title: 'somebody suspended or deactivated does not come in',
    label: 'docs',
    seed,
    run: async bench => {
      const { page } = await open(bench);
      for (const name of ['dan', 'zoe'] as const) {
        await signIn(page, `${name}@acme.example`, passwords[name]);
        demand((await alertOf(page)).includes('Unable to sign in'), `what ${name} is told`);
      }
      await signIn(page, 'ada@acme.example', passwords.ada);
      await bench.product.next('/callback');
      same(bench.product.heard.filter(heard => heard.path.startsWith('/callback')).length, 1, 'returns to the product');
    },
  },
  {
    id: 'page-session',
    title: 'who signed in is not asked again by the next app',
    label: 'docs',
    seed,
    run: async bench => {
      const { page } = await open(bench);
      await signIn(page, 'ada@acme.example', passwords.ada);
      await bench.product.next('/callback');
      const config = await discover(bench, '/oauth2/default', clients.mobile);
      await page.goto((await begin(config, callbackOf(bench, 'mobile'))).url.href);
      const heard = await bench.product.next('/mobile');
      demand(new URL(heard.path, bench.product.url).searchParams.has('code'), 'no code for the second app');
    },
  },
  {
    id: 'page-login-hint',
    title: 'login_hint fills in the user name',
    label: 'docs',
    seed,
    run: async bench => {
      const { page } = await open(bench, { login_hint: 'ben@acme.example' });
      same(await page.getByLabel('Username').inputValue(), 'ben@acme.example', 'Username');
    },
  },
  {
    id: 'page-hides-script',
    title: 'what a request carries is shown as text, never run',
    label: 'guess',
    seed,
    run: async bench => {
      const { page } = await open(bench, { login_hint: '"><script>document.title="owned"</script>' });
      same(await page.getByLabel('Username').count(), 1, 'fields labelled Username');
      demand((await page.title()) !== 'owned', 'the script ran');
    },
  },
];

async function open(bench: Bench, extra: Record<string, string> = {}) {
  const config = await discover(bench, '/oauth2/default', clients.desk);
  const attempt = await begin(config, callbackOf(bench, 'desk'), extra);
  const page = await bench.page();
  page.setDefaultTimeout(10_000);
  await page.goto(attempt.url.href);
  return { page, attempt, config };
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  const answered = page.waitForResponse(response => response.request().method() === 'POST');
  await Promise.all([answered, page.getByRole('button', { name: 'Sign In' }).click()]);
  await page.waitForLoadState();
}

async function alertOf(page: Page): Promise<string> {
  const alert = page.getByRole('alert');
  await alert.waitFor();
  return (await alert.textContent())?.trim() ?? '';
}
