import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, fieldsOf, move, refusalOf, sameSet, sdk, statusOf } from '../clients.ts';
import { seed } from '../seed.ts';

/** The way of an issue through its workflow. */
export const transitionChecks: Check[] = [
  {
    id: 'transitions',
    title: 'only the ways out of the present status are offered, each with where it leads',
    label: 'docs',
    seed,
    run: async bench => {
      same(await offered(bench, 'HELP-3'), ['Escalate → Escalated', 'Resolve → Done'], 'from Open');
      await move(bench, 'HELP-3', 'Resolve');
      same(await offered(bench, 'HELP-3'), ['Reopen → Open'], 'from Done');
      const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey: 'HELP-3' });
      same(transitions?.[0]?.to?.statusCategory?.key, 'new', 'category of where it leads');
    },
  },
  {
    id: 'transition-done',
    title: 'a transition into a done status answers 204, resolves the issue and is in its history',
    label: 'docs',
    seed,
    run: async bench => {
      const resolve = await idOf(bench, 'HELP-3', 'Resolve');
      const made = await call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', { transition: { id: resolve } });
      same([made.status, made.text], [204, ''], 'the answer');
      const fields = await fieldsOf(bench, 'HELP-3');
      same([fields.status?.name, fields.resolution?.name], ['Done', 'Done'], 'status and resolution');
      demand(fields.resolutiondate !== null, 'resolutiondate');
      const { values } = await sdk(bench).issues.getChangeLogs({ issueIdOrKey: 'HELP-3' });
      const changed = values?.at(-1)?.items?.map(item => `${item.field}: ${item.fromString} → ${item.toString}`);
      sameSet(changed, ['status: Open → Done', 'resolution: null → Done'], 'history');
      await move(bench, 'HELP-3', 'Reopen');
      const again = await fieldsOf(bench, 'HELP-3');
      same([again.status?.name, again.resolution, again.resolutiondate], ['Open', null, null], 'after it was opened again');
    },
  },
  {
    id: 'transition-illegal',
    title: 'a transition that does not start here is refused, and the status stays',
    label: 'docs',
    seed,
    run: async bench => {
      const escalate = await idOf(bench, 'HELP-3', 'Escalate');
      const go = (id: unknown) => call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', { transition: { id } });
      same((await go(escalate)).status, 204, 'the first time');
      const again = refusalOf(await go(escalate), 400);
      same(again.errorMessages, [`Transition id '${escalate}' is not valid for this issue.`], 'the second time');
      refusalOf(await go('9999'), 400);
      refusalOf(await call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', {}), 400);
      same(await statusOf(bench, 'HELP-3'), 'Escalated', 'status');
    },
  },
  {
    id: 'transition-required',
    title: 'a transition’s screen shows its fields, and what it requires must be given',
    label: 'docs',
    seed,
    run: async bench => {
      await move(bench, 'HELP-3', 'Escalate');
      const expand = 'transitions.fields';
      const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey: 'HELP-3', expand });
      const wait = transitions?.find(transition => transition.name === 'Wait');
      const fields = wait?.fields as Record<string, { required: boolean }> | undefined;
      same([wait?.hasScreen, fields?.['duedate']?.required, fields?.['summary'] !== undefined], [true, true, true], 'the screen');
      const go = (more: object) =>
        call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', { transition: { id: wait?.id }, ...more });
      same(Object.keys(refusalOf(await go({}), 400).errors), ['duedate'], 'without a date');
      same((await go({ fields: { duedate: '2026-04-01' } })).status, 204, 'with one');
      const issue = await fieldsOf(bench, 'HELP-3');
      same([issue.status?.name, issue.duedate], ['Waiting', '2026-04-01'], 'status and date');
    },
  },
  {
    id: 'transition-off-screen',
    title: 'a field that is not on the transition’s screen cannot be set with it',
    label: 'docs',
    seed,
    run: async bench => {
      const transition = { id: await idOf(bench, 'HELP-3', 'Escalate') };
      const body = { transition, fields: { summary: 'Changed on the way' } };
      const { errors } = refusalOf(await call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', body), 400);
      const said = "Field 'summary' cannot be set. It is not on the appropriate screen, or unknown.";
      same(errors, { summary: said }, 'errors');
      same(await statusOf(bench, 'HELP-3'), 'Open', 'status');
    },
  },
  {
    id: 'transition-condition',
    title: 'a transition for the assignee is there for the assignee only',
    label: 'docs',
    seed,
    run: async bench => {
      const names = async (person: 'ada' | 'ben') => {
        const { transitions } = await sdk(bench, person).issues.getTransitions({ issueIdOrKey: 'OPS-1' });
        return transitions?.map(transition => transition.name).sort();
      };
      await sdk(bench).issues.assignIssue({ issueIdOrKey: 'OPS-1', accountId: await accountOf(bench, 'ben') });
      same(
        [await names('ben'), await names('ada')],
        [
          ['Resolve', 'Take back', 'Wait'],
          ['Resolve', 'Wait'],
        ],
        'Ben’s and Ada’s',
      );
    },
  },
  {
    id: 'transition-with-comment',
    title: 'a comment and a resolution go with the transition',
    label: 'docs',
    seed,
    run: async bench => {
      const content = [{ type: 'paragraph', content: [{ type: 'text', text: 'It was nothing' }] }];
      const update = { comment: [{ add: { body: { type: 'doc', version: 1, content } } }] };
      await move(bench, 'HELP-3', 'Resolve', { fields: { resolution: { name: "Won't Do" } }, update });
      same((await fieldsOf(bench, 'HELP-3')).resolution?.name, "Won't Do", 'resolution');
      const { comments } = await sdk(bench).issueComments.getComments({ issueIdOrKey: 'HELP-3' });
      same((comments?.[0]?.body as unknown as { content: unknown })?.content, content, 'comment');
    },
  },
  {
    id: 'transition-race',
    title: 'of many who take the same transition at once exactly one succeeds',
    label: 'docs',
    seed,
    run: async bench => {
      const transition = { id: await idOf(bench, 'HELP-3', 'Escalate') };
      const go = () => call(bench, 'POST', '/rest/api/3/issue/HELP-3/transitions', { transition });
      const statuses = (await Promise.all(Array.from({ length: 6 }, go))).map(({ status }) => status).sort();
      same(statuses, [204, 400, 400, 400, 400, 400], 'statuses');
      same((await sdk(bench).issues.getChangeLogs({ issueIdOrKey: 'HELP-3' })).total, 1, 'entries of the history');
    },
  },
  {
    id: 'statuses',
    title: 'statuses are listed by type of issue, each with its category',
    label: 'spec',
    seed,
    run: async bench => {
      const types = await sdk(bench).projects.getAllStatuses({ projectIdOrKey: 'HELP' });
      const bug = types.find(type => type.name === 'Bug');
      sameSet(
        bug?.statuses?.map(status => status.name),
        ['Open', 'Escalated', 'Waiting', 'Done'],
        'of a bug',
      );
      const all = await sdk(bench).workflowStatuses.getStatuses();
      const categories = Object.fromEntries(all.map(status => [status.name, status.statusCategory?.key]));
      same([categories['Open'], categories['Escalated'], categories['Done']], ['new', 'indeterminate', 'done'], 'categories');
    },
  },
];

async function offered(bench: Bench, issueIdOrKey: string): Promise<string[] | undefined> {
  const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey });
  return transitions?.map(transition => `${transition.name} → ${transition.to?.name}`).sort();
}

async function idOf(bench: Bench, issueIdOrKey: string, name: string): Promise<string> {
  const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey });
  const id = transitions?.find(transition => transition.name === name)?.id;
  demand(typeof id === 'string', `there is no transition ${name}`);
  return id;
}
