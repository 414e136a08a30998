import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { aTicket, anEmptyStore, anOutsideWorld, dana, noon } from './desk.js';

/** The application with someone signed in, listening on a port of its own. */
async function aDesk(t) {
  const store = anEmptyStore(t);
  const identity = { start: async to => `http://okta.test/?to=${to}`, finish: async () => ({ person: dana, returnTo: '/' }) };
  const articles = { suggest: async () => [] };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  server.on('request', createApp({ baseUrl: url, now: noon, store, identity, articles, ...anOutsideWorld() }));
  const callback = await fetch(`${url}/auth/callback?state=s&code=c`, { redirect: 'manual' });
  const cookie = callback.headers.get('set-cookie').split(';')[0];
  const visit = (path, options) => fetch(url + path, { redirect: 'manual', headers: { cookie }, ...options });
  return { url, store, visit };
}

test('it is healthy as soon as it listens', async t => {
  const { url } = await aDesk(t);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});

test('strangers are sent to Okta and come back to where they wanted to go', async t => {
  const { url } = await aDesk(t);
  const answer = await fetch(`${url}/tickets/T-1`, { redirect: 'manual' });
  assert.equal(answer.headers.get('location'), 'http://okta.test/?to=/tickets/T-1');
});

test('a raised ticket is linked to its Jira issue', async t => {
  const { store, visit } = await aDesk(t);
  const body = new URLSearchParams({ title: 'Mouse broken', priority: 'low' });
  const answer = await visit('/tickets', { method: 'POST', body });
  assert.equal(answer.headers.get('location'), '/tickets/T-1001');
  assert.equal(store.find('T-1001').issueKey, 'HELP-1');
});

test('an incomplete form comes back with the reason', async t => {
  const { visit } = await aDesk(t);
  const answer = await visit('/tickets', { method: 'POST', body: new URLSearchParams({ title: '', priority: 'low' }) });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /needs a subject/);
});

test('what people write is shown as text', async t => {
  const { store, visit } = await aDesk(t);
  store.add(aTicket({ title: '<b>bold</b> & "quoted"' }));
  assert.match(await (await visit('/')).text(), /&lt;b&gt;bold&lt;\/b&gt; &amp; &quot;quoted&quot;/);
});

test('a form of another site is refused', async t => {
  const { visit, url } = await aDesk(t);
  const cookie = (await fetch(`${url}/auth/callback`, { redirect: 'manual' })).headers.get('set-cookie').split(';')[0];
  const answer = await visit('/tickets', { method: 'POST', headers: { cookie, origin: 'http://evil.test' }, body: '' });
  assert.equal(answer.status, 403);
});
