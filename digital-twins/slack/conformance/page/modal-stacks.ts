import type { KnownBlock, ModalView } from '@slack/web-api';
import { type Check, same } from '../../../testing/conformance/check.ts';
import { bot, refuses } from '../client.ts';
import { startBolt } from '../outward/receive.ts';
import { listening } from '../seed.ts';
import { openWindow, say } from './web-client.ts';

const interactive = listening([]);

const deeper: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'deeper',
    elements: [{ type: 'button', action_id: 'push', text: { type: 'plain_text', text: 'Go deeper' } }],
  },
];

const modal = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'level',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Done' },
  blocks: deeper,
  ...more,
});

/** Modals on modals, and what is entered in them. */
export const modalStackChecks: Check[] = [
  {
    id: 'modals-push',
    title: 'views stand on each other up to three deep, and closing shows the one beneath',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const app = await startBolt(bench);
      const refusal = Promise.withResolvers<string>();
      let level = 1;
      app.command('/ticket', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('Level 1') });
      });
      app.action('push', async ({ ack, body, client }) => {
        await ack();
        level += 1;
        const { trigger_id } = body as { trigger_id: string };
        const pushing = client.views.push({ trigger_id, view: modal(`Level ${level}`) });
        await pushing.catch(thrown => refusal.resolve(thrown.data?.error));
      });
      app.view('level', async ({ ack }) => ack());
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      for (const title of ['Level 1', 'Level 2', 'Level 3']) {
        await page.getByRole('dialog', { name: title }).getByRole('button', { name: 'Go deeper' }).click();
      }
      same(await refusal.promise, 'push_limit_reached', 'the fourth');
      await page.getByRole('dialog', { name: 'Level 3' }).getByRole('button', { name: 'Done' }).click();
      await page.getByRole('dialog', { name: 'Level 2' }).waitFor();
    },
  },
  {
    id: 'modals-clear',
    title: 'response_action push opens one more, clear closes them all',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const app = await startBolt(bench);
      app.command('/ticket', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('First') });
      });
      app.view('level', async ({ ack }) => ack({ response_action: 'push', view: modal('Second', { callback_id: 'second' }) }));
      const seen = Promise.withResolvers<unknown[]>();
      app.view('second', async ({ ack, view }) => {
        await ack({ response_action: 'clear' });
        seen.resolve([view.previous_view_id === view.root_view_id, view.previous_view_id !== null]);
      });
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      await page.getByRole('dialog', { name: 'First' }).getByRole('button', { name: 'Done' }).click();
      await page.getByRole('dialog', { name: 'Second' }).getByRole('button', { name: 'Done' }).click();
      same(await seen.promise, [true, true], 'previous_view_id is the root');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    id: 'modals-values',
    title: 'every kind of input comes back in the state in its own form',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const app = await startBolt(bench);
      const text = (words: string) => ({ type: 'plain_text' as const, text: words });
      const options = ['Low', 'High'].map(words => ({ text: text(words), value: words.toLowerCase() }));
      const input = (block_id: string, element: object) => ({
        type: 'input',
        block_id,
        label: text(block_id),
        optional: true,
        element,
      });
      const blocks = [
        input('words', { type: 'plain_text_input', action_id: 'a', multiline: true }),
        input('priority', { type: 'static_select', action_id: 'a', options }),
        input('day', { type: 'datepicker', action_id: 'a' }),
        input('boxes', { type: 'checkboxes', action_id: 'a', options }),
        input('choice', { type: 'radio_buttons', action_id: 'a', options, initial_option: options[0] }),
        input('count', { type: 'number_input', action_id: 'a', is_decimal_allowed: false }),
        input('empty', { type: 'plain_text_input', action_id: 'a' }),
      ] as KnownBlock[];
      app.command('/ticket', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('Inputs', { blocks }) });
      });
      const submitted = Promise.withResolvers<Record<string, Record<string, Record<string, unknown>>>>();
      app.view('level', async ({ ack, view }) => {
        await ack();
        submitted.resolve(view.state.values as never);
      });
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      const dialog = page.getByRole('dialog', { name: 'Inputs' });
      await dialog.getByLabel('words').fill('one\ntwo');
      await dialog.getByLabel('priority').selectOption({ label: 'High' });
      await dialog.getByLabel('day').fill('2026-03-04');
      await dialog.getByRole('checkbox', { name: 'Low' }).check();
      await dialog.getByLabel('count').fill('7');
      await dialog.getByRole('button', { name: 'Done' }).click();
      const { words, priority, day, boxes, choice, count, empty } = await submitted.promise;
      same(words?.a, { type: 'plain_text_input', value: 'one\ntwo' });
      const chosen = (text: string) => ({ text: { type: 'plain_text', text, emoji: true }, value: text.toLowerCase() });
      same(priority?.a, { type: 'static_select', selected_option: chosen('High') });
      same(
        [day?.a, count?.a],
        [
          { type: 'datepicker', selected_date: '2026-03-04' },
          { type: 'number_input', value: '7' },
        ],
      );
      same(boxes?.a, { type: 'checkboxes', selected_options: [chosen('Low')] });
      same(
        [choice?.a, empty?.a],
        [
          { type: 'radio_buttons', selected_option: chosen('Low') },
          { type: 'plain_text_input', value: null },
        ],
      );
    },
  },
  {
    id: 'modals-limits',
    title: 'modals have limits: 100 blocks, a title of 24 characters, a submit button when there are inputs',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const app = await startBolt(bench);
      const answers: Promise<unknown>[] = [];
      const done = Promise.withResolvers<void>();
      const open = (trigger_id: string, view: object) => bot(bench).apiCall('views.open', { trigger_id, view });
      app.command('/ticket', async ({ ack, body }) => {
        await ack();
        const label = { type: 'plain_text', text: 'x' };
        const input = { type: 'input', label, element: { type: 'plain_text_input', action_id: 'a' } };
        const { submit: _submit, ...without } = modal('Fine');
        answers.push(
          refuses(open(body.trigger_id, modal('x'.repeat(25))), 'invalid_arguments', 'title'),
          refuses(
            open(body.trigger_id, modal('Fine', { blocks: Array(101).fill({ type: 'divider' }) })),
            'invalid_arguments',
            'blocks',
          ),
          refuses(open(body.trigger_id, { ...without, blocks: [input] }), 'invalid_arguments', 'submit'),
        );
        done.resolve();
      });
      await say(await openWindow(bench, 'ada'), '/ticket');
      await done.promise;
      await Promise.all(answers);
    },
  },
];
