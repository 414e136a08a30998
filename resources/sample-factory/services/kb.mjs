// The knowledge base of the sample: a small search over a handful of articles.
//   node kb.mjs --port 4471 [--until-stdin-ends]
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const ARTICLES = [
  ['vpn-password', 'Reconnect the VPN after a password reset', 'network remote drops'],
  ['badge-card-swap', 'Badge login fails after a card swap', 'multifunction printer print register new'],
  ['scan-to-mail', 'Scan documents to e-mail', 'scanner printer'],
  ['scan-grey', 'Scan comes out grey or striped', 'scanner glass clean'],
  ['scan-folder', 'Set up scan to a network folder', 'scanner share'],
  ['printer-add', 'Add a network printer', 'print queue driver'],
  ['mailbox-shared', 'Open a shared mailbox in Outlook', 'mail delegate cannot'],
  ['bitlocker', 'Find the BitLocker recovery key of a laptop', 'encryption asks'],
  ['zoom-sso', 'Zoom asks to sign in again and again', 'sso loop browser'],
  ['calendar-zone', 'Calendar invitations arrive at the wrong hour', 'time zone early late'],
].map(([id, title, keywords]) => ({
  title,
  url: `http://kb.localhost/articles/${id}`,
  words: new Set(wordsOf(`${title} ${keywords}`)),
}));

const STOP_WORDS = new Set(['a', 'the', 'to', 'in', 'of', 'on', 'or', 'and', 'at', 'up']);

function wordsOf(text) {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** The articles that share most words with the query, best first; equal ones stay in the order above. */
function search(query) {
  const asked = new Set(wordsOf(query).filter(word => !STOP_WORDS.has(word)));
  return ARTICLES.map(article => ({ article, hits: [...asked].filter(word => article.words.has(word)).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ article: { title, url } }) => ({ title, url }));
}

function answer(request, response) {
  const url = new URL(request.url, 'http://kb.localhost');
  if (url.pathname === '/healthz') return response.end('ok');
  if (url.pathname !== '/search') return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ articles: search(url.searchParams.get('q') ?? '') }));
}

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4471' }, 'until-stdin-ends': { type: 'boolean', default: false } },
});
// Whoever started it holds the other end, which closes however that process ends.
if (values['until-stdin-ends']) process.stdin.resume().on('end', () => process.exit(0));
const server = createServer(answer);
server.on('error', error => {
  console.error(`knowledge base: ${error.message}`);
  process.exit(1);
});
server.listen(Number(values.port), '127.0.0.1', () => console.log(`knowledge base: http://127.0.0.1:${server.address().port}`));
