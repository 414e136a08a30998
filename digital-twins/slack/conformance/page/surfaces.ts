import type { KnownBlock } from '@slack/web-api';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, post, refuses, userId } from '../client.ts';
import { nextEvent, receive, startBolt } from '../outward/receive.ts';
import { channel, listening } from '../seed.ts';
import { messagesIn, openWindow } from './web-client.ts';

const shortcuts = [
  { name: 'File a ticket', callbackId: 'file_ticket', kind: 'global' },
  { name: 'Turn into a ticket', callbackId: 'message_ticket', kind: 'message' },
];

const interactive = (more: Record<string, unknown> = {}) => listening([], { app: more });

const chooser: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'triage',
    elements: [
      {
        type: 'static_select',
        action_id: 'priority',
        placeholder: { type: 'plain_text', text: 'Priority' },
        options: ['Low', 'High'].map(text => ({ text: { type: 'plain_text', text }, value: text.toLowerCase() })),
      },
    ],
  },
];

const home = (text: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'again', text: { type: 'plain_text' as const, text: 'Again' } }],
    },
  ],
});

/** Everything else a person may press: selects, shortcuts, the Home tab. */
export const surfaceChecks: Check[] = [
  {
    id: 'surfaces-select',
    title: 'a choice from a select is an action with the option, and stands in the state',
    label: 'docs',
    seed: interactive(),
    async run(bench) {
      receive(bench);
      await bot(bench).chat.postMessage({ channel: channel.support, text: 'How bad?', blocks: chooser });
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('combobox').selectOption({ label: 'High' });
      const { body } = await bench.product.next('/slack/events');
      const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
      const [action] = payload.actions;
      same([action.type, action.action_id, action.selected_option?.value], ['static_select', 'priority', 'high']);
      same(payload.state.values.triage?.priority?.selected_option?.value, 'high', 'state');
    },
  },
  {
    id: 'surfaces-global-shortcut',
    title: 'a global shortcut comes without a channel, and its trigger opens a modal',
    label: 'docs',
    seed: interactive({ shortcuts }),
    async run(bench) {
      const app = await startBolt(bench);
      app.shortcut('file_ticket', async ({ ack, body, client }) => {
        await ack();
        const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'From a shortcut' }, blocks: [] };
        await client.views.open({ trigger_id: body.trigger_id, view: { ...view, blocks: [{ type: 'divider' as const }] } });
      });
      const page = await openWindow(bench, 'ada');
      await page.getByLabel('Shortcuts').click();
      await page.getByRole('button', { name: /^File a ticket/ }).click();
      await page.getByRole('dialog', { name: 'From a shortcut' }).waitFor();
      const { body } = await bench.product.next('/slack/events');
      const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
      same([payload.type, payload.callback_id, 'channel' in payload], ['shortcut', 'file_ticket', false]);
    },
  },
  {
    id: 'surfaces-message-shortcut',
    title: 'a message shortcut comes with its message and its channel',
    label: 'docs',
    seed: interactive({ shortcuts }),
    async run(bench) {
      receive(bench);
      const ts = await post(bench, channel.support, 'This should be a ticket');
      const page = await openWindow(bench, 'ada');
      const article = messagesIn(page).getByRole('article').filter({ hasText: 'This should be a ticket' });
      await article.hover();
      await article.getByLabel('More actions').click();
      await article.getByRole('button', { name: 'Turn into a ticket' }).click();
      const { body } = await bench.product.next('/slack/events');
      const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
      same([payload.type, payload.callback_id, payload.message_ts], ['message_action', 'message_ticket', ts]);
      same([payload.channel?.id, payload.message?.text], [channel.support, 'This should be a ticket']);
      demand(/^https?:/.test(payload.response_url), 'response_url');
    },
  },
  {
    id: 'surfaces-home',
    title: 'opening the Home tab is app_home_opened; what the app publishes is shown, and its buttons work',
    label: 'docs',
    seed: listening(['app_home_opened'], { app: { homeTab: true } }),
    async run(bench) {
      const app = await startBolt(bench);
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: home('Welcome home') });
      });
      app.action('again', async ({ ack, body, client }) => {
        await ack();
        const { view } = body as { view?: { id: string; type: string } };
        demand(view?.type === 'home', 'the action says which view it came from');
        await client.views.publish({ user_id: body.user.id, view: home('Welcome again') });
      });
      const page = await openWindow(bench, 'ada');
      await page.goto(`${bench.url}/app/A0HELPDESK?as=ada`);
      await page.getByText('Welcome home').waitFor();
      const { event } = (await nextEvent(bench, 'app_home_opened')).body;
      same([event.user, event.tab], [await userId(bench, 'ada'), 'home']);
      await page.getByRole('button', { name: 'Again' }).click();
      await page.getByText('Welcome again').waitFor();
    },
  },
  {
    id: 'surfaces-publish',
    title: 'views.publish gives the view back, checks its hash and its user, and takes no modal',
    label: 'docs',
    seed: listening([], { app: { homeTab: true } }),
    async run(bench) {
      const user_id = await userId(bench, 'ada');
      const { view } = await bot(bench).views.publish({ user_id, view: home('one') });
      same([view?.type, view?.app_id, view?.root_view_id], ['home', 'A0HELPDESK', view?.id]);
      const next = await bot(bench).views.publish({ user_id, view: home('two'), hash: view?.hash ?? '' });
      same(next.view?.id, view?.id, 'it is the same view');
      await refuses(bot(bench).views.publish({ user_id, view: home('three'), hash: view?.hash ?? '' }), 'hash_conflict');
      const modal = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] };
      await refuses(bot(bench).apiCall('views.publish', { user_id, view: modal }), 'invalid_arguments');
    },
  },
  {
    id: 'surfaces-options',
    title: 'an external select asks the app for options as a person types',
    label: 'docs',
    seed: url => interactive({ optionsUrl: `${url}/slack/events` })(url),
    async run(bench) {
      const app = await startBolt(bench);
      app.options('printer', async ({ options, ack }) => {
        await ack({ options: [{ text: { type: 'plain_text', text: `Printer ${options.value}` }, value: 'p-1' }] });
      });
      const chosen = Promise.withResolvers<unknown>();
      app.action('printer', async ({ ack, body }) => {
        await ack();
        chosen.resolve((body as { actions?: { selected_option?: { value?: string } }[] }).actions?.[0]?.selected_option?.value);
      });
      const element = {
        type: 'external_select' as const,
        action_id: 'printer',
        placeholder: { type: 'plain_text' as const, text: 'Which one?' },
        min_query_length: 2,
      };
      const blocks: KnownBlock[] = [{ type: 'actions', block_id: 'which', elements: [element] }];
      await bot(bench).chat.postMessage({ channel: channel.support, text: 'Which one?', blocks });
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('combobox').pressSequentially('ha');
      await messagesIn(page).getByRole('option', { name: 'Printer ha' }).click();
      same(await chosen.promise, 'p-1');
    },
  },
  {
    id: 'surfaces-thread',
    title: 'a person answers in a thread and reacts, and the API sees both',
    label: 'docs',
    seed: interactive(),
    async run(bench) {
      const ts = await post(bench, channel.support, 'Anyone awake?');
      const page = await openWindow(bench, 'ada');
      const article = messagesIn(page).getByRole('article').filter({ hasText: 'Anyone awake?' });
      await article.hover();
      await article.getByLabel('Add reaction').click();
      await article.getByRole('button', { name: 'eyes', exact: true }).click();
      await article.getByRole('button', { name: 'eyes 1' }).waitFor();
      await article.hover();
      await article.getByRole('link', { name: 'Reply in thread' }).click();
      const thread = page.getByRole('complementary', { name: 'Thread' });
      await thread.getByRole('textbox').fill('Me');
      await thread.getByRole('textbox').press('Enter');
      await thread.getByRole('article').filter({ hasText: 'Me' }).first().waitFor();
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts });
      const ada = await userId(bench, 'ada');
      same(
        messages.map(message => [message.text, message.user === ada]),
        [
          ['Anyone awake?', false],
          ['Me', true],
        ],
      );
      const { message } = await bot(bench).reactions.get({ channel: channel.support, timestamp: ts });
      same(message?.reactions, [{ name: 'eyes', users: [ada], count: 1 }]);
    },
  },
];
