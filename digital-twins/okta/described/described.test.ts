import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription, vendorFolder } from '../../testing/openapi.ts';
import { type Taken, takeSteps } from '../../testing/steps/take-steps.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { operationsOf, recordingsFile, replayAll } from '../recordings/replay-all.ts';
import { asker } from './asker.ts';
import { seed } from './seed.ts';
import { appSteps } from './steps/apps.ts';
import { documentSteps } from './steps/documents.ts';
import { oauthSteps } from './steps/oauth.ts';
import { peopleSteps } from './steps/people.ts';
import { policySteps } from './steps/policies.ts';
import { serverSteps } from './steps/servers.ts';

const namespace = 'O-1.1/okta-described/base/1';
const files = ['okta-management-minimal.yaml', 'okta-oauth-minimal.yaml'];
const isThere = [...files, recordingsFile].every(file => existsSync(new URL(file, vendorFolder)));
const steps = [...peopleSteps, ...serverSteps, ...appSteps, ...policySteps, ...documentSteps, ...oauthSteps];

// Descriptions and recordings lie beside the repository: without them there is nothing to compare with.
describe.skipIf(!isThere)(`the Okta twin, against the vendor’s descriptions and recordings (${files.join(', ')})`, () => {
  let twins: TwinsProcess;
  let taken: Taken[];

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: seed });
    const origin = await twins.forward(namespace, 'okta');
    const description = files.flatMap(file => readDescription(file) ?? []);
    taken = await takeSteps(asker(origin, description), steps);
  }, 60_000);
  afterAll(() => twins.stop());

  it('answers all that it is asked for as described', () => {
    const judged = taken.filter(({ problem }) => !contradictory.some(one => problem?.includes(one)));
    expect(judged.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  });

  it('labels `recorded` what matched a recording, and `spec` what was held against the description', {
    timeout: 120_000,
  }, async () => {
    const operations = await operationsOf(twins, namespace);
    expect(operations).toHaveLength(taken.length);
    const described = new Set(operations.filter((_operation, place) => taken[place]?.isVerified === true));
    const matches = (await replayAll(twins)).filter(
      ({ call, status, problems }) => status === call.status && status < 300 && (problems ?? []).length === 0,
    );
    const recorded = new Set(matches.map(({ operation }) => operation));
    const { body } = await twins.admin('GET', '/coverage');
    const labelled = (body['okta']?.['operations'] as unknown as { name: string; label: string }[]) ?? [];
    const unproven = labelled.filter(
      ({ name, label }) => (label === 'recorded' && !recorded.has(name)) || (label === 'spec' && !described.has(name)),
    );
    expect(unproven.map(({ name, label }) => `${name}: ${label}`)).toEqual([]);
  });
});

/** Where the description contradicts the real org, or itself: lists called texts, roles of two kinds at once, PAR without RFC 9126's 201. */
const contradictory = ['/v1/par: 201', 'post_logout_redirect_uris must be string', '/roles', 'targets/catalog/apps'];
