import { WebClient, type WebClientOptions } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../../testing/product.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { silent } from '../conformance/client.ts';

const namespace = 'interaction-test';
const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const modal = (title: string, more: Record<string, unknown> = {}) => ({
  type: 'modal' as const,
  title: text(title),
  blocks: [{ type: 'section' as const, text: text('words') }],
  ...more,
});

interface Refused {
  error: string;
  response_metadata?: { messages: string[] };
}

describe('views and response URLs', () => {
  let twins: TwinsProcess;
  let product: Product;
  let origin: string;

  beforeAll(async () => {
    product = await startProduct();
    twins = await startTwins();
    const app = {
      name: 'desk',
      token: 'xoxb-desk',
      homeTab: true,
      interactivityUrl: `${product.url}/act`,
      slashCommands: [{ command: '/desk', url: `${product.url}/command` }],
    };
    const other = { name: 'other', token: 'xoxb-other' };
    const seeds = {
      clock: '2026-03-02T09:00:00Z',
      people: [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' }],
      slack: { apps: [app, other], channels: [{ name: 'support', id: 'C0SUPPORT' }] },
    };
    await twins.admin('PUT', at(namespace), { seeds });
    await twins.letOut(namespace);
    origin = await twins.forward(namespace, 'slack');
  });
  beforeEach(() => twins.admin('POST', at(namespace, '/reset')));
  afterAll(async () => {
    await twins.stop();
    await product.close();
  });

  const options: WebClientOptions = { retryConfig: { retries: 0 }, logger: silent };
  const bot = (token = 'xoxb-desk') => new WebClient(token, { slackApiUrl: `${origin}/api/`, ...options });
  const click = async (name: string, body: Record<string, unknown>) => {
    const headers = { 'content-type': 'application/json', origin };
    return (
      await fetch(`${origin}/client/${name}`, { method: 'POST', headers, body: JSON.stringify({ as: 'ada', ...body }) })
    ).json();
  };
  /** What the app is sent when Ada types the command. */
  const command = async () => {
    const heard = product.next('/command');
    await click('message', { channel: 'C0SUPPORT', text: '/desk now' });
    return Object.fromEntries(new URLSearchParams((await heard).body));
  };
  const trigger = async () => (await command()).trigger_id ?? '';
  const error = (call: Promise<unknown>) =>
    call.then(
      () => 'none',
      (thrown: { data?: { error?: string } }) => thrown.data?.error,
    );
  const last = async () => (await bot().conversations.history({ channel: 'C0SUPPORT', limit: 1 })).messages?.[0]?.text;

  it('opens one view with one trigger, of its own app', async () => {
    const trigger_id = await trigger();
    expect(await error(bot('xoxb-other').views.open({ trigger_id, view: modal('x') }))).toBe('invalid_trigger_id');
    expect((await bot().views.open({ trigger_id, view: modal('x') })).view?.type).toBe('modal');
    expect(await error(bot().views.open({ trigger_id, view: modal('x') }))).toBe('exchanged_trigger_id');
  });

  it('lets nobody but its app change a view, and nobody after it was closed', async () => {
    const { view } = await bot().views.open({ trigger_id: await trigger(), view: modal('x', { external_id: 'one' }) });
    const view_id = view?.id ?? '';
    expect(await error(bot('xoxb-other').views.update({ view_id, view: modal('y') }))).toBe('not_found');
    const again = bot().views.open({ trigger_id: await trigger(), view: modal('x', { external_id: 'one' }) });
    expect(await error(again)).toBe('duplicate_external_id');
    expect((await bot().views.update({ external_id: 'one', view: modal('y') })).view?.title?.text).toBe('y');
    await click('close', { view: view_id });
    expect(await error(bot().views.update({ view_id, view: modal('z') }))).toBe('not_found');
  });

  it('checks what a view is made of', async () => {
    const refused = async (view: unknown) => {
      const call = bot().apiCall('views.open', { trigger_id: 'x', view: JSON.stringify(view) });
      const thrown = await call.then(
        (): Refused => ({ error: 'none' }),
        (failed: { data: Refused }) => failed.data,
      );
      return [thrown.error, ...(thrown.response_metadata?.messages ?? [])].join(' ');
    };
    expect(await refused(modal('t'.repeat(25)))).toContain('must be less than 25 characters [json-pointer:/view/title/text]');
    const input = { type: 'input', label: text('L'), element: { type: 'plain_text_input', action_id: 'a' } };
    expect(await refused(modal('x', { blocks: [input] }))).toContain('must define `submit` to use `input` block');
    expect(await refused(modal('x', { private_metadata: 'x'.repeat(3001) }))).toContain('[json-pointer:/view/private_metadata]');
    expect(await refused({ type: 'home', blocks: [] })).toMatch(/^invalid_arguments/);
  });

  it('pushes two views onto one, and no more', async () => {
    const button = { type: 'button', action_id: 'more', text: text('More') };
    const view = (title: string) => modal(title, { blocks: [{ type: 'actions', block_id: 'b', elements: [button] }] });
    const press = async (id: string | undefined) => {
      const heard = product.next('/act');
      await click('action', { place: { kind: 'view', view: id }, block: 'b', action: 'more' });
      const payload = JSON.parse(new URLSearchParams((await heard).body).get('payload') ?? '{}');
      expect(payload).toMatchObject({ container: { type: 'view', view_id: id }, view: { id } });
      return payload.trigger_id;
    };
    const first = (await bot().views.open({ trigger_id: await trigger(), view: view('1') })).view;
    const second = (await bot().views.push({ trigger_id: await press(first?.id), view: view('2') })).view;
    expect(second).toMatchObject({ previous_view_id: first?.id, root_view_id: first?.id });
    const third = (await bot().views.push({ trigger_id: await press(second?.id), view: view('3') })).view;
    expect(await error(bot().views.push({ trigger_id: await press(third?.id), view: view('4') }))).toBe('push_limit_reached');
    await click('close', { view: third?.id, clear: true });
    expect(await error(bot().views.update({ view_id: first?.id ?? '', view: view('5') }))).toBe('not_found');
  });

  it('publishes a Home tab for people there are, in apps that have one', async () => {
    const home = { type: 'home' as const, blocks: [] };
    expect(await error(bot().views.publish({ user_id: 'U0NOBODY', view: home }))).toBe('invalid_arguments');
    const { members = [] } = await bot().users.list({});
    const user_id = members.find(member => member.name === 'ada')?.id ?? '';
    expect(await error(bot('xoxb-other').views.publish({ user_id, view: home }))).toBe('not_enabled');
    expect((await bot().views.publish({ user_id, view: home })).view?.type).toBe('home');
  });

  it('answers at a response URL to one person or to all, and says what is wrong', async () => {
    const url = (await command()).response_url ?? '';
    const respond = async (body: string) => {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return `${response.status} ${await response.text()}`;
    };
    expect(await respond('{}')).toBe('400 {"ok":false,"error":"no_text"}');
    expect(await respond('{')).toBe('400 {"ok":false,"error":"invalid_payload"}');
    expect(await respond('{"text":"for Ada"}')).toBe('200 ok');
    expect(await last()).toBe(undefined);
    expect(await respond('{"text":"for all","response_type":"in_channel"}')).toBe('200 ok');
    expect(await last()).toBe('for all');
  });

  it('forgets triggers and response URLs with a reset', async () => {
    const { trigger_id = '', response_url = '' } = await command();
    await twins.admin('POST', at(namespace, '/reset'));
    expect(await error(bot().views.open({ trigger_id, view: modal('x') }))).toBe('invalid_trigger_id');
    expect((await fetch(response_url, { method: 'POST', body: '{"text":"x"}' })).status).toBe(404);
  });
});
