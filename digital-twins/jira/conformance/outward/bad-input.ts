import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, fieldsOf, makeTask, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const issue = '/rest/api/3/issue';
const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Fine' };

/** What products send that they should not. */
export const badInputChecks: Check[] = [
  {
    id: 'bad-json',
    title: 'a body that is no JSON is a 400 in Jira’s shape; another type of content a 415',
    label: 'docs',
    seed,
    run: async bench => {
      for (const body of ['{"fields":', '[1,2', 'summary=x']) {
        const { status, body: said, text } = await call(bench, 'POST', issue, body);
        same(status, 400, `status for ${body}`);
        demand(said.errorMessages !== undefined, `it says ${text}`);
      }
      const form = await call(bench, 'POST', issue, 'summary=x', { 'content-type': 'application/x-www-form-urlencoded' });
      same(form.status, 415, 'a form');
      same((await call(bench, 'POST', issue, { fields })).status, 201, 'a good one');
    },
  },
  {
    id: 'bad-shapes',
    title: 'values of the wrong shape are refused by their field, never with a 500',
    label: 'docs',
    seed,
    run: async bench => {
      const shapes = [1, 'x', true, [], {}, [[]], { id: {} }, [{ name: 1 }]];
      const names = [
        'labels',
        'assignee',
        'components',
        'fixVersions',
        'priority',
        'duedate',
        'parent',
        'timetracking',
        'project',
      ];
      for (const name of names) {
        for (const shape of shapes) {
          const { status, text } = await call(bench, 'POST', issue, { fields: { ...fields, [name]: shape } });
          demand(status === 201 || status === 400, `${name}: ${JSON.stringify(shape)} answers ${status} ${text}`);
          if (status === 400) demand(/"errors":\{|"errorMessages":\[/.test(text), `${name} says ${text}`);
        }
      }
      for (const body of [null, [], 'text', 7, { fields: [] }, { fields: 'x' }, { update: [] }]) {
        const { status } = await call(bench, 'POST', issue, JSON.stringify(body));
        same(status, 400, `status for ${JSON.stringify(body)}`);
      }
      same((await call(bench, 'POST', issue, { fields })).status, 201, 'a good one');
    },
  },
  {
    id: 'concurrent-creation',
    title: 'of many issues made at once each has a key of its own, without gaps',
    label: 'docs',
    seed,
    run: async bench => {
      const keys = await Promise.all(Array.from({ length: 12 }, (_none, place) => makeTask(bench, `At once ${place}`)));
      const numbers = keys.map(key => Number(key.split('-')[1])).sort((a, b) => a - b);
      same(
        numbers,
        Array.from({ length: 12 }, (_none, place) => place + 5),
        'numbers',
      );
    },
  },
  {
    id: 'concurrent-edits',
    title: 'labels added by many at once are all there',
    label: 'docs',
    seed,
    run: async bench => {
      const labels = Array.from({ length: 10 }, (_none, place) => `label-${place}`);
      const add = (label: string) =>
        sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-3', update: { labels: [{ add: label }] } });
      await Promise.all(labels.map(add));
      same((await fieldsOf(bench, 'HELP-3')).labels, labels, 'labels');
      same((await sdk(bench).issues.getChangeLogs({ issueIdOrKey: 'HELP-3' })).total, 10, 'entries of the history');
    },
  },
  {
    id: 'long-words',
    title: 'any letters are kept; a text longer than 32,767 characters is refused by its field',
    label: 'docs',
    seed,
    run: async bench => {
      const summary = 'Ω≈ç 𝒳 ‮rtl‬ "quotes" \\ <b> 漢字 👩‍🚒';
      const key = await makeTask(bench, summary);
      same((await fieldsOf(bench, key)).summary, summary, 'summary');
      const text = { fields: { ...fields, description: 'x'.repeat(32_768) } };
      const { status, body } = await call(bench, 'POST', issue.replace('3', '2'), text);
      same([status, Object.keys(body.errors ?? {})], [400, ['description']], 'a long description');
    },
  },
  {
    id: 'huge-body',
    title: 'a body of eleven megabytes is refused, and the next request is answered',
    label: 'guess',
    seed,
    run: async bench => {
      const body = JSON.stringify({ fields: { ...fields, environment: 'x'.repeat(11_000_000) } });
      const { status } = await call(bench, 'POST', issue, body);
      demand(status === 413 || status === 400, `it answers ${status}`);
      same((await call(bench, 'POST', issue, { fields })).status, 201, 'the next');
    },
  },
  {
    id: 'wrong-method',
    title: 'a method that a path does not have is a 405, a path nobody knows a 404',
    label: 'docs',
    seed,
    run: async bench => {
      same((await call(bench, 'PATCH', '/rest/api/3/myself', {})).status, 405, 'PATCH');
      same((await call(bench, 'GET', '/rest/api/3/nothing-like-it')).status, 404, 'an unknown path');
      same((await call(bench, 'GET', '/rest/api/3/myself')).status, 200, 'a good one');
    },
  },
];
