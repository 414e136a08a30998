import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createArticles } from '../src/articles.js';
import { articleList } from '../src/pages/article-list.js';

async function aKnowledgeBase(t, articles) {
  const server = createServer((request, response) => response.end(JSON.stringify({ articles }))).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

test('at most three articles are suggested', async t => {
  const articles = ['a', 'b', 'c', 'd'].map(title => ({ title, url: `/${title}` }));
  const url = await aKnowledgeBase(t, articles);
  assert.deepEqual(await createArticles(url).suggest('VPN drops'), articles.slice(0, 3));
});

test('a knowledge base that does not answer is no error', async () => {
  assert.equal(await createArticles('http://127.0.0.1:1').suggest('VPN drops'), null);
  assert.match(String(articleList(null)), /does not answer/);
});
