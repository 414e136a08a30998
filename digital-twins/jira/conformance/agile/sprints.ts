import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { agile, call, fieldsOf, find, refused, sdk, statusOf } from '../clients.ts';
import { seedWithBoard } from '../seed.ts';
import { boardOf } from './boards.ts';

const seed = seedWithBoard;

/** Sprints from beginning to end. */
export const sprintChecks: Check[] = [
  {
    id: 'sprint-life',
    title: 'a sprint is made, filled, started, closed; its states go one way only',
    label: 'docs',
    seed,
    run: async bench => {
      const { sprint } = agile(bench);
      const originBoardId = await boardOf(bench);
      const made = await sprint.createSprint({ name: 'Three', originBoardId, goal: 'Print' });
      same([made.state, made.name, made.goal, made.originBoardId], ['future', 'Three', 'Print', originBoardId], 'the new one');
      const sprintId = Number(made.id);
      await sprint.moveIssuesToSprintAndRank({ sprintId, issues: ['HELP-3'] });
      same(await find(bench, `sprint = ${sprintId}`), ['HELP-3'], 'its issues');
      await refused(() => sprint.partiallyUpdateSprint({ sprintId, state: 'closed' }), 400);
      const dates = { startDate: '2026-03-02T09:00:00.000Z', endDate: '2026-03-16T09:00:00.000Z' };
      const started = await sprint.partiallyUpdateSprint({ sprintId, state: 'active', ...dates });
      same([started.state, started.startDate !== undefined], ['active', true], 'started');
      const closed = await sprint.partiallyUpdateSprint({ sprintId, state: 'closed' });
      same([closed.state, closed.completeDate !== undefined], ['closed', true], 'closed');
      await refused(() => sprint.partiallyUpdateSprint({ sprintId, state: 'active' }), 400);
    },
  },
  {
    id: 'sprint-start-needs-dates',
    title: 'a sprint cannot start without its dates',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await agile(bench).sprint.createSprint({ name: 'Dateless', originBoardId: await boardOf(bench) });
      const sprintId = Number(made.id);
      await refused(() => agile(bench).sprint.partiallyUpdateSprint({ sprintId, state: 'active' }), 400);
      same((await agile(bench).sprint.getSprint({ sprintId })).state, 'future', 'state');
    },
  },
  {
    id: 'sprint-list',
    title: 'a board’s sprints are listed by state, and their issues found by JQL',
    label: 'docs',
    seed,
    run: async bench => {
      const boardId = await boardOf(bench);
      const names = async (state?: 'active' | 'future') =>
        (await agile(bench).board.getAllSprints({ boardId, ...(state ? { state } : {}) })).values?.map(one => one.name);
      same([await names(), await names('active'), await names('future')], [['One', 'Two'], ['One'], ['Two']], 'names');
      same(await find(bench, 'sprint in openSprints()'), ['HELP-2'], 'in the open one');
      const { body } = await call(bench, 'GET', '/rest/agile/1.0/issue/HELP-2?fields=sprint,status');
      same([body.fields?.sprint?.name, body.fields?.sprint?.state], ['One', 'active'], 'the sprint of an issue');
    },
  },
  {
    id: 'sprint-closed-rest',
    title: 'closing a sprint leaves what is done in it and the rest open to others',
    label: 'docs',
    seed,
    run: async bench => {
      const boardId = await boardOf(bench);
      const active = await agile(bench).board.getAllSprints({ boardId, state: 'active' });
      const sprintId = Number(active.values?.[0]?.id);
      await agile(bench).sprint.partiallyUpdateSprint({ sprintId, state: 'closed' });
      same(await find(bench, 'sprint in closedSprints()'), ['HELP-2'], 'still of the closed one');
      same(await find(bench, 'sprint in openSprints()'), [], 'of an open one');
      same(await statusOf(bench, 'HELP-2'), 'Open', 'status');
      const moving = agile(bench).sprint.moveIssuesToSprintAndRank({ sprintId, issues: ['HELP-3'] });
      await refused(() => moving, 400);
    },
  },
  {
    id: 'sprint-field',
    title: 'the sprint stands in the issue’s own field, and an edit of it moves the issue',
    label: 'docs',
    seed,
    run: async bench => {
      const fields = await sdk(bench).issueFields.getFields();
      const field = fields.find(one => one.schema?.custom === 'com.pyxis.greenhopper.jira:gh-sprint');
      demand(field?.id !== undefined, 'there is no sprint field');
      const [sprint] = (await fieldsOf(bench, 'HELP-2'))[field.id] as unknown as { id: number; name: string; state: string }[];
      same([sprint?.name, sprint?.state], ['One', 'active'], 'of HELP-2');
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-3', fields: { [field.id]: sprint?.id } });
      same(await find(bench, 'sprint = One ORDER BY key'), ['HELP-2', 'HELP-3'], 'in the sprint');
    },
  },
];
