import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { ask, bot, connect, refused, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

interface Uploaded {
  id?: string;
  name?: string;
  title?: string;
  size?: number;
  mimetype?: string;
  url_private?: string;
  url_private_download?: string;
  permalink?: string;
}

/** Uploads by the SDK's own three steps; the files as completeUploadExternal answered. */
async function upload(bench: Bench, given: Record<string, unknown>): Promise<Uploaded[]> {
  const answer = await bot(bench).filesUploadV2(given as never);
  return (answer.files as { files?: Uploaded[] }[]).flatMap(one => one.files ?? []);
}

const report = { file: Buffer.from('printer log: smoke'), filename: 'report.txt', title: 'The report' };

/** Files, from upload to download. */
export const fileChecks: Check[] = [
  {
    id: 'files-upload',
    title: 'filesUploadV2 puts a file into a channel, with a comment',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const [file] = await upload(bench, { ...report, channel_id: channel.support, initial_comment: 'See this' });
      same([file?.name, file?.title, file?.size], ['report.txt', 'The report', 18]);
      demand(/^F[A-Z0-9]+$/.test(file?.id ?? ''), 'its id starts with F');
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same([messages?.[0]?.text, messages?.[0]?.files?.map(one => one.id)], ['See this', [file?.id]]);
    },
  },
  {
    id: 'files-private',
    title: 'a file uploaded to nowhere is in no channel',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const [file] = await upload(bench, report);
      const { file: info } = await bot(bench).files.info({ file: file?.id ?? '' });
      same([info?.name, info?.channels, info?.is_public], ['report.txt', [], false]);
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same(messages.length, 3, 'messages in the channel');
    },
  },
  {
    id: 'files-several',
    title: 'several files at once make one message',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const file_uploads = ['a.txt', 'b.txt'].map(filename => ({ file: Buffer.from(filename), filename }));
      const files = await upload(bench, { file_uploads, channel_id: channel.support, initial_comment: 'Two' });
      same(files.map(file => file.name).toSorted(), ['a.txt', 'b.txt']);
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same([messages.length, messages[0]?.files?.length], [4, 2]);
    },
  },
  {
    id: 'files-thread',
    title: 'a file can be a reply in a thread',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { ts: thread_ts = '' } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'root' });
      await upload(bench, { ...report, channel_id: channel.support, thread_ts });
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts: thread_ts });
      same(
        messages.map(message => message.files?.[0]?.name),
        [undefined, 'report.txt'],
      );
    },
  },
  {
    id: 'files-download',
    title: 'url_private gives the bytes to a token that may see the file, and to nobody else',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const [file] = await upload(bench, { ...report, channel_id: channel.support });
      const get = async (url: string | undefined, as?: string) => {
        demand(url !== undefined, 'the file has an address');
        const headers: Record<string, string> = as === undefined ? {} : { authorization: `Bearer ${as}` };
        const response = await fetch(url, { headers, redirect: 'manual' });
        return { status: response.status, text: await response.text() };
      };
      for (const url of [file?.url_private, file?.url_private_download]) {
        same(await get(url, token.helpdesk), { status: 200, text: 'printer log: smoke' });
        demand(!(await get(url)).text.includes('smoke'), 'without a token there is no file');
        demand(!(await get(url, 'xoxb-never-issued')).text.includes('smoke'), 'with an unknown token there is no file');
      }
    },
  },
  {
    id: 'files-raw-steps',
    title: 'the upload address takes raw bytes, once completed the file has its size and title',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]);
      const { upload_url = '', file_id = '' } = await bot(bench).files.getUploadURLExternal({
        filename: 'dot.png',
        length: bytes.length,
      });
      const sent = await fetch(upload_url, { method: 'POST', body: bytes });
      same([sent.status, await sent.text()], [200, `OK - ${bytes.length}`]);
      const done = await bot(bench).files.completeUploadExternal({ files: [{ id: file_id, title: 'A dot' }] });
      same(
        (done.files as Uploaded[]).map(file => [file.id, file.title]),
        [[file_id, 'A dot']],
      );
      const { file } = await bot(bench).files.info({ file: file_id });
      same([file?.size, file?.mimetype, file?.filetype], [8, 'image/png', 'png']);
      const got = await fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${token.helpdesk}` } });
      same([...Buffer.from(await got.arrayBuffer())], [...bytes]);
    },
  },
  {
    id: 'files-refused',
    title: 'a file that was never announced, or never sent, cannot be completed',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).files.completeUploadExternal({ files: [{ id: 'F0NOWHERE0', title: 'x' }] }), 'file_not_found');
      const { file_id = '' } = await bot(bench).files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
      const { error } = await refused(bot(bench).files.completeUploadExternal({ files: [{ id: file_id, title: 'x' }] }));
      demand(error !== '', 'completing what was not sent is refused');
      await refuses(bot(bench).files.info({ file: 'F0NOWHERE0' }), 'file_not_found');
    },
  },
  {
    id: 'files-delete',
    title: 'files are listed by channel; a deleted one is gone',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const [file] = await upload(bench, { ...report, channel_id: channel.support });
      const list = async () => (await bot(bench).files.list({ channel: channel.support })).files?.map(one => one.id);
      same(await list(), [file?.id]);
      await refuses(connect(bench, token.ben).files.delete({ file: file?.id ?? '' }), 'cant_delete_file');
      await bot(bench).files.delete({ file: file?.id ?? '' });
      same(await list(), []);
      const { error } = await refused(bot(bench).files.info({ file: file?.id ?? '' }));
      demand(['file_deleted', 'file_not_found'].includes(error), `files.info: ${error}`);
    },
  },
  {
    id: 'files-old-upload',
    title: 'files.upload is gone: method_deprecated',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const headers = { authorization: `Bearer ${token.helpdesk}` };
      const body = new URLSearchParams({ content: 'x', filename: 'x.txt' });
      same((await ask(bench, 'files.upload', { method: 'POST', headers, body })).body.error, 'method_deprecated');
    },
  },
];
