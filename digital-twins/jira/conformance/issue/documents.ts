import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, makeTask, paragraph, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** One of nearly every kind of node, in an order of keys that no program would write by itself. */
const rich = {
  version: 1,
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Steps' }] },
    {
      content: [
        { marks: [{ type: 'strong' }, { type: 'em' }], text: 'Loud', type: 'text' },
        { type: 'text', text: ' and ' },
        { type: 'text', text: 'linked', marks: [{ type: 'link', attrs: { href: 'https://acme.example/a?b=1&c=2' } }] },
        { type: 'hardBreak' },
        { type: 'emoji', attrs: { shortName: ':fire:', id: '1f525', text: '🔥' } },
      ],
      type: 'paragraph',
    },
    {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'one' }] }] }],
    },
    { type: 'codeBlock', attrs: { language: 'js' }, content: [{ type: 'text', text: 'a < b && c' }] },
    {
      type: 'panel',
      attrs: { panelType: 'info' },
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'ünïcödé' }] }],
    },
    { type: 'rule' },
  ],
};

/** Descriptions and comments are documents in version 3, wiki text in version 2. */
export const documentChecks: Check[] = [
  {
    id: 'adf-byte-equal',
    title: 'a document comes back byte for byte as it was sent',
    label: 'docs',
    seed,
    run: async bench => {
      const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Rich', description: rich };
      const made = await call(bench, 'POST', '/rest/api/3/issue', { fields });
      same(made.status, 201, `status ${made.text}`);
      const { text } = await call(bench, 'GET', `/rest/api/3/issue/${made.body.key}?fields=description`);
      demand(text.includes(`"description":${JSON.stringify(rich)}`), `it came back as ${text}`);
    },
  },
  {
    id: 'adf-invalid',
    title: 'what is not a document of the format is refused: INVALID_INPUT, and a text by its field',
    label: 'docs',
    seed,
    run: async bench => {
      const put = (description: unknown) => call(bench, 'PUT', '/rest/api/3/issue/HELP-2', { fields: { description } });
      const invalid = { type: 'doc', version: 1, content: [{ type: 'paragraf', content: [] }] };
      const outside = { type: 'doc', version: 1, content: [{ type: 'text', text: 'not in a paragraph' }] };
      const empty = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] };
      for (const one of [invalid, outside, empty]) {
        same(refusalOf(await put(one), 400).errorMessages, ['INVALID_INPUT'], JSON.stringify(one));
      }
      same(Object.keys(refusalOf(await put('just text'), 400).errors), ['description'], 'a text');
      same((await put(paragraph('Fine'))).status, 204, 'a good one');
    },
  },
  {
    id: 'v2-and-v3',
    title: 'both versions are the same issue: wiki text here, a document there',
    label: 'docs',
    seed,
    run: async bench => {
      const description =
        'h2. Steps\n\nIt is *loud* and _slanted_.\n\n* one\n* two\n\n{code:js}\na < b\n{code}\n\n[link|https://acme.example/]';
      const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Two faces', description };
      const made = await call(bench, 'POST', '/rest/api/2/issue', { fields });
      same(made.status, 201, `status ${made.text}`);
      const v3 = await sdk(bench).issues.getIssue({ issueIdOrKey: String(made.body.key) });
      const document = v3.fields?.description as unknown as typeof rich;
      same(
        document.content.map(node => node.type),
        ['heading', 'paragraph', 'bulletList', 'codeBlock', 'paragraph'],
        'nodes',
      );
      demand(JSON.stringify(document).includes('"marks":[{"type":"strong"}]'), 'there is no bold text');
      demand(JSON.stringify(document).includes('https://acme.example/'), 'there is no link');
      const v2 = await call(bench, 'GET', `/rest/api/2/issue/${made.body.key}`);
      // Whether the code stands on lines of its own is not told by the document.
      const compact = (text: string) => text.replaceAll(/\s*(\{code[^}]*\})\s*/g, '$1');
      same([String(v2.body.id), compact(String(v2.body.fields?.description))], [v3.id, compact(description)], 'version 2');
    },
  },
  {
    id: 'v2-of-a-document',
    title: 'a document written through version 3 reads as wiki text in version 2',
    label: 'docs',
    seed,
    run: async bench => {
      const key = await makeTask(bench, 'Rich', { description: rich });
      const { body } = await call(bench, 'GET', `/rest/api/2/issue/${key}`);
      const text = String(body.fields?.description);
      for (const part of ['h2. Steps', '[linked|https://acme.example/a?b=1&c=2]', '* one', '{code:js}', 'a < b && c', '----']) {
        demand(text.includes(part), `there is no ${part} in ${text}`);
      }
      demand(/\*_Loud_\*|_\*Loud\*_/.test(text), `Loud is not bold and slanted in ${text}`);
    },
  },
  {
    id: 'rendered-fields',
    title: 'renderedFields gives the HTML of a document, escaped',
    label: 'docs',
    seed,
    run: async bench => {
      const key = await makeTask(bench, 'Rich', { description: paragraph('Is <b>this</b> safe?') });
      const { renderedFields } = await sdk(bench).issues.getIssue({ issueIdOrKey: key, expand: 'renderedFields' });
      const html = String((renderedFields as Record<string, unknown> | undefined)?.['description']);
      demand(html.includes('<p>Is &lt;b&gt;this&lt;/b&gt; safe?</p>'), `the HTML is ${html}`);
    },
  },
  {
    id: 'sdk-wiki-text',
    title: 'the client’s way of writing text, through version 2, gives a document',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).issueComments.addComment({ issueIdOrKey: 'HELP-2', body: 'h2. Heading\n\n*bold* text' });
      const document = made.body as unknown as typeof rich;
      same(
        document.content.map(node => node.type),
        ['heading', 'paragraph'],
        'nodes',
      );
      const { comments } = await sdk(bench).issueComments.getComments({ issueIdOrKey: 'HELP-2' });
      same([comments?.length, comments?.[0]?.id], [1, made.id], 'comments');
    },
  },
];
