import {
  asAda,
  button,
  type CallTwin,
  escaped,
  jiraToken,
  json,
  type LyingProduct,
  notFound,
  page,
  people,
  seeOther,
} from '../lying-product.ts';

const project = { key: 'HELP', name: 'Help desk', lead: 'ada' };
const issues = [
  { key: 'HELP-1', summary: 'The printer is on fire', description: 'Smoke since nine.' },
  { key: 'HELP-2', summary: 'Invoices have the wrong date', description: 'All of March.' },
];
const seed = { people, jira: { apiTokens: [{ person: 'ada', token: jiraToken }], projects: [project], issues } };
const asJson = { ...json, authorization: asAda };

/** Jira Cloud removed `/rest/api/3/search` in 2025; a client that has not moved gets 410. */
const removedSearch: LyingProduct = {
  id: 'removed-search',
  bug: 'asks the search that Jira has removed, and shows its refusal as an empty list',
  seed,
  start:
    ({ call, isHonest }) =>
    async ({ path }) => {
      if (path !== '/') return notFound;
      const jql = encodeURIComponent('project = HELP ORDER BY key ASC');
      const search = isHonest ? `/rest/api/3/search/jql?jql=${jql}&fields=summary` : `/rest/api/3/search?jql=${jql}`;
      const found = JSON.parse((await call('jira', search, { headers: asJson })).text) as {
        issues?: { fields: { summary: string } }[];
      };
      const rows = (found.issues ?? []).map(({ fields }) => `<li>${escaped(fields.summary)}</li>`);
      return page(`<h1>Open issues</h1>${rows.length === 0 ? '<p>Nothing to do.</p>' : `<ul>${rows.join('')}</ul>`}`);
    },
};

type Adf = { type: string; text?: string; content?: Adf[] };

const textOf = (node: Adf): string => node.text ?? (node.content ?? []).map(textOf).join(node.type === 'doc' ? '\n' : '');

const breaksOnAdf: LyingProduct = {
  id: 'breaks-on-adf',
  bug: 'takes the description of an issue for a text',
  seed,
  start:
    ({ call, isHonest }) =>
    async ({ path }) => {
      if (path !== '/') return notFound;
      const { fields } = JSON.parse((await call('jira', '/rest/api/3/issue/HELP-1', { headers: asJson })).text);
      const description = isHonest ? textOf(fields.description) : String(fields.description);
      return page(`<h1>${escaped(fields.summary)}</h1><p aria-label="Description">${escaped(description)}</p>`);
    },
};

async function comment(call: CallTwin, text: string): Promise<void> {
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text }] };
  const body = JSON.stringify({ body: { type: 'doc', version: 1, content: [paragraph] } });
  await call('jira', '/rest/api/3/issue/HELP-1/comment', { method: 'POST', headers: asJson, body });
}

/** Jira may deliver a webhook more than once; `X-Atlassian-Webhook-Identifier` stays the same. */
const duplicateWebhook: LyingProduct = {
  id: 'duplicate-webhook',
  bug: 'handles a webhook of Jira twice when it is delivered twice',
  seed: {
    ...seed,
    jira: {
      ...seed.jira,
      webhooks: [{ name: 'Product', url: 'http://product.localhost/hooks/jira', events: ['jira:issue_updated'] }],
    },
  },
  given: [{ path: '/script', body: { twin: 'jira', action: { type: 'duplicate' } } }],
  start: ({ call, isHonest }) => {
    const handled = new Set<string | undefined>();
    return async ({ method, path, headers, text }) => {
      if (path === '/hooks/jira') {
        // A comment is an update of its issue too: without this the product would answer itself for ever.
        if (JSON.parse(text).issue_event_type_name === 'issue_commented') return { status: 200 };
        const id = headers['x-atlassian-webhook-identifier'];
        if (isHonest && handled.has(id)) return { status: 200 };
        handled.add(id);
        await comment(call, 'The product has seen this');
        return { status: 200 };
      }
      if (method === 'POST') {
        const body = JSON.stringify({ fields: { summary: 'The printer is still on fire' } });
        await call('jira', '/rest/api/3/issue/HELP-1', { method: 'PUT', headers: asJson, body });
        return seeOther('/');
      }
      return path === '/' ? page(`<h1>Printer</h1>${button('Rename', '/rename')}`) : notFound;
    };
  },
};

export const jiraProducts = [removedSearch, breaksOnAdf, duplicateWebhook];
