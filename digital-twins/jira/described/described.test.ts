import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../testing/openapi.ts';
import { type Taken, takeSteps } from '../../testing/steps/take-steps.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { asker } from './asker.ts';
import { seed } from './seed.ts';
import { agileSteps } from './steps/agile.ts';
import { fieldSteps } from './steps/fields.ts';
import { issueSteps } from './steps/issues.ts';
import { peopleSteps } from './steps/people.ts';
import { projectSteps } from './steps/projects.ts';
import { schemeSteps } from './steps/schemes.ts';
import { siteSteps } from './steps/site.ts';
import { webhookSteps } from './steps/webhooks.ts';

const namespace = 'J-1.1/jira-described/base/1';
const files = ['jira-platform-v3.json', 'jira-agile.json'];
const descriptions = files.map(readDescription);
const steps = [
  ...peopleSteps,
  ...projectSteps,
  ...siteSteps,
  ...issueSteps,
  ...fieldSteps,
  ...schemeSteps,
  ...agileSteps,
  ...webhookSteps,
];

/** Where the description forbids every key of its own alternatives. */
const contradictory = ['GET /field/customfield_10050/context/defaultValue'];

// The descriptions lie beside the repository: without them there is nothing to compare with.
describe.skipIf(descriptions.includes(undefined))(
  `the Jira twin, against the vendor’s descriptions (${files.join(', ')})`,
  () => {
    let twins: TwinsProcess;
    let taken: Taken[];
    let operations: string[];

    beforeAll(async () => {
      twins = await startTwins();
      await twins.admin('PUT', at(namespace), { seeds: seed });
      const origin = await twins.forward(namespace, 'jira');
      const description = descriptions.flatMap(one => one ?? []);
      taken = await takeSteps(asker(origin, description), steps);
      const { body } = await twins.admin('GET', at(namespace, '/journal?direction=in'));
      operations = (body['entries'] as unknown as { operation: string }[]).map(({ operation }) => operation);
    }, 60_000);
    afterAll(() => twins.stop());

    it('answers all that it is asked for as described', () => {
      const judged = taken.filter(({ request }) => !contradictory.includes(request));
      expect(judged.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    });

    it('labels `spec` only what was held against the description here', async () => {
      expect(operations).toHaveLength(taken.length);
      const verified = new Set(operations.filter((_operation, place) => taken[place]?.isVerified === true));
      const { body } = await twins.admin('GET', '/coverage');
      const labelled = (body['jira']?.['operations'] as unknown as { name: string; label: string }[]) ?? [];
      const unproven = labelled.filter(({ name, label }) => (label === 'spec' || label === 'recorded') && !verified.has(name));
      expect(unproven.map(({ name }) => name)).toEqual([]);
    });
  },
);
