import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../../../testing/example-seed.ts';
import { findOperation, readDescription } from '../../../testing/openapi.ts';
import { at, type Loose, startTwins, type TwinsProcess } from '../../../testing/twins-process.ts';

const namespace = 'iam';
const description = readDescription('okta-management-minimal.yaml');

describe('the settings, brands and custom roles of the Okta twin', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: { people: exampleSeed.people, okta: exampleSeed.okta } });
    origin = await twins.forward(namespace, 'okta');
  });
  afterAll(() => twins.stop());

  /** Where the vendor's description lies beside the repository, each answer is held against it. */
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = {
      authorization: 'SSWS 00seed-okta-api-token',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const given = (text === '' ? null : JSON.parse(text)) as Loose;
    const described = findOperation(description ?? [], method, path.split('?')[0] ?? '');
    // A custom role fits the description's standard role too, so that `oneOf` never holds for it.
    const problems = described?.problems(answer.status, given)?.filter(problem => !problem.endsWith('schema in oneOf'));
    if (answer.status < 300) expect(problems ?? [], `${method} ${path}`).toEqual([]);
    return { status: answer.status, body: given };
  };

  it('binds a custom role over a resource set to people, who then have it', async () => {
    const permissions = ['okta.users.read'];
    const role = await ask('POST', '/api/v1/iam/roles', { label: 'Reader', description: 'Reads', permissions });
    const resources = [`${origin}/api/v1/users`];
    const set = await ask('POST', '/api/v1/iam/resource-sets', { label: 'All', description: 'All people', resources });
    const base = `/api/v1/iam/resource-sets/${set.body.id}/bindings`;
    const { body: me } = await ask('GET', '/api/v1/users/ada@acme.example');
    const members = [`${origin}/api/v1/users/${me.id}`];
    expect(await ask('POST', base, { role: role.body.id, members })).toMatchObject({ status: 200 });
    const found = await ask('GET', `${base}/${role.body.id}/members`);
    const roles = await ask('GET', `/api/v1/users/${me.id}/roles`);
    expect((roles.body as unknown as Loose[]).map(one => one.id)).toContain(found.body.members?.[0]?.id);
    expect((await ask('DELETE', '/api/v1/iam/roles/Reader')).status).toBe(400);
    expect((await ask('DELETE', `/api/v1/iam/resource-sets/${set.body.id}`)).status).toBe(204);
    expect((await ask('DELETE', '/api/v1/iam/roles/Reader')).status).toBe(204);
    expect((await ask('GET', '/api/v1/iam/roles/Reader')).status).toBe(404);
  });

  it('keeps one default customization of a mail', async () => {
    const { body: brands } = await ask('GET', '/api/v1/brands');
    const base = `/api/v1/brands/${(brands as unknown as Loose[])[0]?.id}/templates/email/ForgotPassword`;
    const write = (language: string) =>
      ask('POST', `${base}/customizations`, {
        language,
        subject: `At \${org.name}`,
        body: `<a href="\${resetPasswordLink}">x</a>`,
      });
    const first = await write('en');
    expect(first).toMatchObject({ status: 201, body: { isDefault: true } });
    expect(await write('en')).toMatchObject({ status: 409, body: { errorCode: 'E0000183' } });
    expect(await write('fr')).toMatchObject({ status: 201, body: { isDefault: false } });
    const one = `${base}/customizations/${first.body.id}`;
    expect(await ask('DELETE', one)).toMatchObject({ status: 409, body: { errorCode: 'E0000184' } });
    const preview = await ask('GET', `${one}/preview`);
    expect(preview.body.body).toContain('%28resetPasswordLink%20Placeholder%29');
    expect((await ask('PUT', `${base}/settings`, { recipients: 'ADMINS_ONLY' })).body.recipients).toBe('ADMINS_ONLY');
    await ask('GET', `${base}?expand=settings,customizationCount`);
    await ask('GET', `${base}/default-content`);
  });

  it('reads and writes the settings of an org', async () => {
    const limits = '/api/v1/rate-limit-settings';
    await ask('GET', `${limits}/per-client`);
    expect((await ask('PUT', `${limits}/warning-threshold`, { warningThreshold: 70 })).body.warningThreshold).toBe(70);
    expect((await ask('PUT', `${limits}/warning-threshold`, { warningThreshold: 99 })).status).toBe(400);
    expect((await ask('POST', '/api/v1/threats/configuration', { action: 'audit' })).body.action).toBe('audit');
    await ask('GET', '/api/v1/first-party-app-settings/admin-console');
    const domain = await ask('POST', '/api/v1/domains', { domain: 'id.acme.example', certificateSourceType: 'MANUAL' });
    expect(domain.body).toMatchObject({ domain: 'id.acme.example', validationStatus: 'NOT_STARTED' });
    const sender = { brandId: domain.body.brandId, domain: 'acme.example', displayName: 'Acme', userName: 'it' };
    await ask('POST', '/api/v1/email-domains', sender);
    const settings = { well_known_url: 'https://sender.example/.well-known/ssf-configuration' };
    await ask('POST', '/api/v1/security-events-providers', { name: 'Sender', type: 'okta', settings });
    const events = await ask(
      'GET',
      `/api/v1/logs?filter=${encodeURIComponent('eventType eq "security.threat.configuration.update"')}`,
    );
    expect(events.body).toHaveLength(1);
  });
});
