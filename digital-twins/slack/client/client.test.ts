import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleSeed } from '../../testing/example-seed.ts';
import { at, listOf, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const namespace = 'client-test';
const { clock, people, slack } = exampleSeed;

describe('the web client, without its script', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: { clock, people, slack } });
    origin = await twins.forward(namespace, 'slack');
  });
  beforeEach(() => twins.admin('POST', at(namespace, '/reset')));
  afterAll(() => twins.stop());

  const show = async (path: string) => {
    const response = await fetch(`${origin}${path}`);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const post = async (name: string, body: unknown, headers: Record<string, string> = { origin }) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
    return (await fetch(`${origin}/client/${name}`, init)).json();
  };
  const supportId = async () =>
    /href="\/archives\/([A-Z0-9]+)[^"]*"[^>]*>[^<]*<span class="sign">#<\/span> support</.exec((await show('/')).html)?.[1] ?? '';
  const texts = async () => {
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    return listOf<{ text: string; from: string }>(body.slack?.channels?.support?.messages).map(
      ({ text, from }) => `${from}: ${text}`,
    );
  };

  it('takes what a person types, from its own page only', async () => {
    const channel = await supportId();
    const message = { as: 'ada', channel, text: 'hello @ben' };
    expect(await post('message', message, {})).toMatchObject({ ok: false });
    expect(await post('message', message, { origin: 'http://product.localhost' })).toMatchObject({ ok: false });
    expect((await texts()).length).toBe(2);
    expect(await post('message', message)).toEqual({ ok: true });
    expect((await texts()).at(-1)).toMatch(/^ada: hello <@U\w+>$/);
  });

  it('lets nobody speak who is deactivated, unknown, an app, or elsewhere', async () => {
    const channel = await supportId();
    for (const as of ['zoe', 'nobody', 'helpdesk'])
      expect(await post('message', { as, channel, text: 'x' })).toMatchObject({ ok: false });
    const old = { as: 'ben', channel: 'C0NOWHERE', text: 'x' };
    expect(await post('message', old)).toMatchObject({ ok: false, error: 'There is no such channel.' });
  });

  it('shows a person what they may see, and the engineer everything', async () => {
    expect((await show('/?as=')).html).toContain('secret');
    expect((await show('/?as=ada')).html).toContain('secret');
    expect((await show('/?as=ben')).html).not.toContain('secret');
    expect((await show('/?channel=secret&as=ben')).status).toBe(404);
    expect((await show('/?as=zoe')).status).toBe(403);
    expect((await show('/?as=nobody')).status).toBe(404);
  });

  it('runs no script but its own, and loads nothing from elsewhere', async () => {
    const { headers, html } = await show('/?channel=support&as=ada');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'sha256-[^']+'$/);
    expect(html).not.toMatch(/(src|href)="https?:\/\/(?!acme\.example)/);
  });

  it('is the same page for the same state', async () => {
    const [first, second] = [await show('/?channel=support&as=ada'), await show('/?channel=support&as=ada')];
    expect(second.html).toBe(first.html);
    await post('message', { as: 'ada', channel: await supportId(), text: 'again' });
    const story = (await show('/?channel=support&as=ada')).html;
    await twins.admin('POST', at(namespace, '/reset'));
    await post('message', { as: 'ada', channel: await supportId(), text: 'again' });
    expect((await show('/?channel=support&as=ada')).html).toBe(story);
  });
});
