import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { basic, call, fieldsOf, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const path = '/rest/api/3/issue/HELP-2/attachments';
const bytes = new Uint8Array([0, 255, 137, 80, 78, 71, 13, 10, 26, 10, 0]);

/** Files at issues. */
export const attachmentChecks: Check[] = [
  {
    id: 'attachment-token',
    title: 'an upload without X-Atlassian-Token: no-check is blocked: 403 XSRF check failed',
    label: 'docs',
    seed,
    run: async bench => {
      const blocked = await upload(bench, {});
      same(blocked.status, 403, 'status');
      demand(blocked.text.includes('XSRF check failed'), `it says ${blocked.text}`);
      same((await fieldsOf(bench, 'HELP-2')).attachment, [], 'attachments');
      const taken = await upload(bench, { 'x-atlassian-token': 'no-check' });
      same([taken.status, (taken.body as unknown as { filename: string }[])[0]?.filename], [200, 'log.bin'], 'with it');
    },
  },
  {
    id: 'attachment-round-trip',
    title: 'a file comes back as it went up, by redirect and without',
    label: 'docs',
    seed,
    run: async bench => {
      const attachments = { filename: 'schön log.bin', content: new Blob([bytes]) };
      const [made] = await sdk(bench).issueAttachments.addAttachment({ issueIdOrKey: 'HELP-2', attachments });
      same([made?.filename, made?.size, made?.author?.displayName], ['schön log.bin', bytes.length, 'Ada Moreno'], 'the new one');
      const id = String(made?.id);
      const content = await sdk(bench).issueAttachments.getAttachmentContent({ id });
      same(Buffer.from(content as unknown as Uint8Array).toString('hex'), Buffer.from(bytes).toString('hex'), 'content');
      const redirect = await call(bench, 'GET', `/rest/api/3/attachment/content/${id}`);
      same(redirect.status, 303, 'status by default');
      demand(redirect.headers.get('location') !== null, 'there is no Location');
      same((await call(bench, 'GET', `/rest/api/3/attachment/content/${id}?redirect=false`)).status, 200, 'without redirect');
      const [listed] = (await fieldsOf(bench, 'HELP-2')).attachment as unknown as { id: string; content: string }[];
      same([listed?.id, listed?.content], [id, `${bench.url}/rest/api/3/attachment/content/${id}`], 'in the issue');
    },
  },
  {
    id: 'attachment-range',
    title: 'a part of a file comes with 206, and a part beyond its end is refused',
    label: 'spec',
    seed,
    run: async bench => {
      const attachments = { filename: 'digits.txt', content: new Blob(['0123456789']) };
      const [made] = await sdk(bench).issueAttachments.addAttachment({ issueIdOrKey: 'HELP-2', attachments });
      const get = (range: string) =>
        call(bench, 'GET', `/rest/api/3/attachment/content/${made?.id}?redirect=false`, undefined, { range });
      const part = await get('bytes=2-4');
      same([part.status, part.text, part.headers.get('content-range')], [206, '234', 'bytes 2-4/10'], 'a part');
      same([(await get('bytes=7-')).text, (await get('bytes=-2')).text], ['789', '89'], 'the end of it');
      same((await get('bytes=50-60')).status, 416, 'beyond its end');
    },
  },
  {
    id: 'attachment-hidden',
    title: 'a file of an issue one may not see is not there, and nobody gets it without credentials',
    label: 'docs',
    seed,
    run: async bench => {
      const attachments = { filename: 'plan.txt', content: new Blob(['secret words']) };
      const [made] = await sdk(bench, 'cleo').issueAttachments.addAttachment({ issueIdOrKey: 'SECRET-1', attachments });
      const get = (authorization: string) =>
        call(bench, 'GET', `/rest/api/3/attachment/content/${made?.id}?redirect=false`, undefined, { authorization });
      same((await get(basic('cleo'))).text, 'secret words', 'for Cleo');
      for (const authorization of [basic('ben'), '']) {
        const { status, text } = await get(authorization);
        demand([401, 403, 404].includes(status) && !text.includes('secret'), `it answers ${status} ${text}`);
      }
    },
  },
  {
    id: 'attachment-delete',
    title: 'a deleted file is gone from the issue, and both acts are in the history',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const attachments = [
        { filename: 'a.txt', content: new Blob(['a']) },
        { filename: 'b.txt', content: new Blob(['b']) },
      ];
      const made = await jira.issueAttachments.addAttachment({ issueIdOrKey: 'HELP-2', attachments });
      same(
        made.map(one => one.filename),
        ['a.txt', 'b.txt'],
        'both',
      );
      const id = String(made[0]?.id);
      await jira.issueAttachments.removeAttachment({ id });
      await refused(() => jira.issueAttachments.getAttachment({ id }), 404);
      const left = (await fieldsOf(bench, 'HELP-2')).attachment as unknown as { filename: string }[];
      same(
        left.map(one => one.filename),
        ['b.txt'],
        'left',
      );
      const { values } = await jira.issues.getChangeLogs({ issueIdOrKey: 'HELP-2' });
      const items = values?.flatMap(entry => entry.items ?? []).filter(item => item.field === 'Attachment');
      same([items?.length, items?.at(-1)?.fromString], [3, 'a.txt'], 'history');
    },
  },
  {
    id: 'attachment-meta',
    title: 'the limit for files is told, and an upload of no file refused',
    label: 'spec',
    seed,
    run: async bench => {
      const meta = await sdk(bench).issueAttachments.getAttachmentMeta();
      demand(meta.enabled === true && Number(meta.uploadLimit) > 1_000_000, `meta ${JSON.stringify(meta)}`);
      const form = new FormData();
      form.append('other', new Blob(['x']), 'x.txt');
      const headers = { 'x-atlassian-token': 'no-check', 'content-type': '' };
      const { status } = await call(bench, 'POST', path, form, headers);
      demand(status === 400 || status === 404, `a part of another name answers ${status}`);
      same((await fieldsOf(bench, 'HELP-2')).attachment, [], 'attachments');
    },
  },
];

function upload(bench: Bench, headers: Record<string, string>) {
  const form = new FormData();
  form.append('file', new Blob([bytes]), 'log.bin');
  return call(bench, 'POST', path, form, { 'content-type': '', ...headers });
}
