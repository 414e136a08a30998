import type { KnownBlock } from '@slack/web-api';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, userId } from '../client.ts';
import { demandSigned, receive, startBolt } from '../outward/receive.ts';
import { channel, listening } from '../seed.ts';
import { messagesIn, openWindow } from './web-client.ts';

const interactive = listening([]);

const approval: KnownBlock[] = [
  { type: 'section', block_id: 'question', text: { type: 'mrkdwn', text: 'Buy a new printer?' } },
  {
    type: 'actions',
    block_id: 'answers',
    elements: [
      { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'T-7', style: 'primary' },
      { type: 'button', action_id: 'deny', text: { type: 'plain_text', text: 'Deny' }, value: 'T-7' },
    ],
  },
];

async function asks(bench: Bench): Promise<string> {
  const { ts } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'Buy a new printer?', blocks: approval });
  return ts ?? '';
}

/** Buttons in messages. */
export const actionChecks: Check[] = [
  {
    id: 'actions-click',
    title: 'a click on a button is a signed block_actions with message, action, trigger and response_url',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      receive(bench);
      const ts = await asks(bench);
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('button', { name: 'Approve' }).click();
      const heard = await bench.product.next('/slack/events');
      demandSigned(heard);
      const payload = JSON.parse(new URLSearchParams(heard.body).get('payload') ?? '{}');
      same([payload.type, payload.user?.id, payload.api_app_id], ['block_actions', await userId(bench, 'ada'), 'A0HELPDESK']);
      const { type, channel_id, message_ts, is_ephemeral } = payload.container;
      same([type, channel_id, message_ts, is_ephemeral], ['message', channel.support, ts, false], 'container');
      same([payload.channel?.id, payload.channel?.name, payload.message?.ts], [channel.support, 'support', ts]);
      const [action] = payload.actions;
      same([action.type, action.action_id, action.block_id, action.value], ['button', 'approve', 'answers', 'T-7'], 'action');
      demand(/^\d+\.\d+$/.test(action.action_ts), 'action_ts is a time');
      demand(typeof payload.trigger_id === 'string' && /^https?:/.test(payload.response_url), 'trigger_id and response_url');
      same(payload.state, { values: {} }, 'state');
    },
  },
  {
    id: 'actions-bolt',
    title: 'Bolt replaces the message whose button was pressed',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const app = await startBolt(bench);
      app.action('approve', async ({ ack, body, respond }) => {
        await ack();
        await respond({ replace_original: true, text: `Approved by <@${body.user.id}>`, blocks: [] });
      });
      const ts = await asks(bench);
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('button', { name: 'Approve' }).click();
      await messagesIn(page).getByText('Approved by').waitFor();
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same([messages?.[0]?.ts, messages?.[0]?.text], [ts, `Approved by <@${await userId(bench, 'ada')}>`]);
      same(await messagesIn(page).getByRole('button', { name: 'Approve' }).count(), 0, 'buttons that are left');
    },
  },
  {
    id: 'actions-delete',
    title: 'a response_url can delete the message',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      receive(bench);
      const ts = await asks(bench);
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('button', { name: 'Deny' }).click();
      const { body } = await bench.product.next('/slack/events');
      const { response_url } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
      const headers = { 'content-type': 'application/json' };
      await fetch(response_url, { method: 'POST', headers, body: JSON.stringify({ delete_original: true }) });
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same([messages.length, messages.some(message => message.ts === ts)], [3, false]);
    },
  },
];
