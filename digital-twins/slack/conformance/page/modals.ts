import type { ModalView } from '@slack/web-api';
import type { Page } from 'playwright-core';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, refused, refuses } from '../client.ts';
import { receive, startBolt } from '../outward/receive.ts';
import { listening } from '../seed.ts';
import { openWindow, say } from './web-client.ts';

const interactive = listening([]);

const ticket: ModalView = {
  type: 'modal',
  callback_id: 'ticket',
  private_metadata: 'from the checks',
  title: { type: 'plain_text', text: 'New ticket' },
  submit: { type: 'plain_text', text: 'Create' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: { type: 'plain_text', text: 'Title' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ],
};

/** A trigger as fresh as can be: Ada has just typed a command. */
async function trigger(bench: Bench): Promise<{ page: Page; trigger_id: string }> {
  receive(bench);
  const page = await openWindow(bench, 'ada');
  await say(page, '/ticket');
  const form = new URLSearchParams((await bench.product.next('/slack/events')).body);
  return { page, trigger_id: form.get('trigger_id') ?? '' };
}

/** Bolt that opens the ticket's modal when Ada types the command. */
async function ticketDesk(bench: Bench, view: ModalView = ticket) {
  const app = await startBolt(bench);
  app.command('/ticket', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  const openModal = async () => {
    const page = await openWindow(bench, 'ada');
    await say(page, '/ticket');
    await page.getByRole('dialog', { name: 'New ticket' }).waitFor();
    return page;
  };
  return { app, openModal };
}

/** Modals: opening, submitting, closing. */
export const modalChecks: Check[] = [
  {
    id: 'modals-open',
    title: 'a live trigger opens a view, which comes back with id, hash and what was given',
    label: 'spec',
    seed: interactive,
    async run(bench) {
      const { page, trigger_id } = await trigger(bench);
      const { view } = await bot(bench).views.open({ trigger_id, view: ticket });
      demand(/^V[A-Z0-9]+$/.test(view?.id ?? ''), `view id is ${view?.id}`);
      demand(/^\d+\.[0-9a-f]+$/i.test(view?.hash ?? ''), `hash is ${view?.hash}`);
      same([view?.callback_id, view?.private_metadata, view?.root_view_id], ['ticket', 'from the checks', view?.id]);
      same([view?.app_id, view?.state], ['A0HELPDESK', { values: {} }]);
      same([view?.title?.text, view?.title?.emoji, view?.submit?.emoji], ['New ticket', true, true]);
      await page.getByRole('dialog', { name: 'New ticket' }).getByLabel('Title').waitFor();
    },
  },
  {
    id: 'modals-triggers',
    title: 'a trigger is good once and for three seconds, and a made-up one never',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const open = (trigger_id: string) => bot(bench).views.open({ trigger_id, view: ticket });
      const first = await trigger(bench);
      same((await open(first.trigger_id)).ok, true);
      await refuses(open(first.trigger_id), 'exchanged_trigger_id');
      const second = await trigger(bench);
      await bench.admin('POST', '/clock', { advanceMs: 3_500 });
      await refuses(open(second.trigger_id), 'expired_trigger_id');
      await refuses(open('12345.98765.abcd2358fdea'), 'invalid_trigger_id');
    },
  },
  {
    id: 'modals-invalid',
    title: 'a view that is none is invalid_arguments, with what is missing and where',
    label: 'recorded',
    seed: interactive,
    async run(bench) {
      const { error, response_metadata: about } = await refused(
        bot(bench).apiCall('views.open', { trigger_id: 'trigger_id', view: {} }),
      );
      same(error, 'invalid_arguments');
      const expected = [
        '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
        '[ERROR] missing required field: type [json-pointer:/view]',
      ];
      same(about?.messages, expected);
    },
  },
  {
    id: 'modals-submit',
    title: 'a submission carries what was entered, and an acknowledged one closes the modal',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const { app, openModal } = await ticketDesk(bench);
      const submitted = Promise.withResolvers<unknown[]>();
      app.view('ticket', async ({ ack, view, body }) => {
        await ack();
        submitted.resolve([view.state.values.title?.text?.value, view.private_metadata, body.type]);
      });
      const page = await openModal();
      const dialog = page.getByRole('dialog', { name: 'New ticket' });
      await dialog.getByLabel('Title').fill('Printer on fire');
      await dialog.getByRole('button', { name: 'Create' }).click();
      same(await submitted.promise, ['Printer on fire', 'from the checks', 'view_submission']);
      await dialog.waitFor({ state: 'detached' });
    },
  },
  {
    id: 'modals-errors',
    title: 'response_action errors keep the modal open and show the error at its block',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const { app, openModal } = await ticketDesk(bench);
      app.view('ticket', async ({ ack, view }) => {
        const text = view.state.values.title?.text?.value ?? '';
        if (text.length < 5) await ack({ response_action: 'errors', errors: { title: 'Say more about it' } });
        else await ack();
      });
      const page = await openModal();
      const dialog = page.getByRole('dialog', { name: 'New ticket' });
      await dialog.getByLabel('Title').fill('hot');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('Say more about it').waitFor();
      same(await dialog.getByLabel('Title').inputValue(), 'hot', 'what was entered stays');
      await dialog.getByLabel('Title').fill('Printer on fire');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.waitFor({ state: 'detached' });
    },
  },
  {
    id: 'modals-update',
    title: 'response_action update shows another view, views.update with an old hash is hash_conflict',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const { app, openModal } = await ticketDesk(bench);
      const done: ModalView = {
        type: 'modal',
        title: { type: 'plain_text', text: 'Thank you' },
        blocks: [{ type: 'section', text: { type: 'plain_text', text: 'We are on our way' } }],
      };
      const before = Promise.withResolvers<{ id: string; hash: string }>();
      app.view('ticket', async ({ ack, view }) => {
        await ack({ response_action: 'update', view: done });
        before.resolve({ id: view.id, hash: view.hash });
      });
      const page = await openModal();
      await page.getByRole('dialog').getByLabel('Title').fill('Printer on fire');
      await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
      await page.getByRole('dialog', { name: 'Thank you' }).getByText('We are on our way').waitFor();
      const { id: view_id, hash } = await before.promise;
      await refuses(bot(bench).views.update({ view_id, hash, view: done }), 'hash_conflict');
      const updated = await bot(bench).views.update({ view_id, view: { ...done, title: { type: 'plain_text', text: 'Bye' } } });
      same(updated.view?.id, view_id);
      await page.getByRole('dialog', { name: 'Bye' }).waitFor();
      await refuses(bot(bench).views.update({ view_id: 'V0NOWHERE0', view: done }), 'not_found');
    },
  },
  {
    id: 'modals-closed',
    title: 'with notify_on_close the app is told when a person closes the modal',
    label: 'docs',
    seed: interactive,
    async run(bench) {
      const { app, openModal } = await ticketDesk(bench, { ...ticket, notify_on_close: true });
      const closed = Promise.withResolvers<unknown[]>();
      app.view({ callback_id: 'ticket', type: 'view_closed' }, async ({ ack, body }) => {
        await ack();
        closed.resolve([body.type, (body as { is_cleared?: boolean }).is_cleared]);
      });
      const page = await openModal();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      same(await closed.promise, ['view_closed', false]);
    },
  },
];
