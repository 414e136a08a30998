import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { agile, call, fieldsOf, find, refused, sdk } from '../clients.ts';
import { seedWithBoard } from '../seed.ts';

const seed = seedWithBoard;

/** Boards, their backlog, and the order of things. */
export const boardChecks: Check[] = [
  {
    id: 'board',
    title: 'a board is found by its project and tells its columns with their statuses',
    label: 'docs',
    seed,
    run: async bench => {
      const boards = await agile(bench).board.getAllBoards({ projectKeyOrId: 'HELP' });
      same(
        boards.values?.map(one => [one.name, one.type]),
        [['Help board', 'scrum']],
        'boards of HELP',
      );
      const boardId = await boardOf(bench);
      const { body } = await call(bench, 'GET', `/rest/agile/1.0/board/${boardId}/configuration`);
      const columns = body.columnConfig?.columns as unknown as { name: string; statuses: { id: string }[] }[];
      same(
        columns.map(column => column.name),
        ['Open', 'Escalated', 'Waiting', 'Done'],
        'columns',
      );
      const open = (await fieldsOf(bench, 'HELP-3')).status?.id;
      same(
        columns[0]?.statuses.map(status => status.id),
        [open],
        'statuses of the first',
      );
      same([body.location?.key, body.ranking !== undefined], ['HELP', true], 'place and ranking');
      await refused(() => agile(bench).board.getBoard({ boardId: 9999 }), 404);
    },
  },
  {
    id: 'board-create',
    title: 'a board is made from a filter, listed, and deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const filter = await sdk(bench).filters.createFilter({ name: 'Of operations', jql: 'project = OPS ORDER BY Rank' });
      const given = { name: 'Ops board', type: 'kanban' as const, filterId: Number(filter.id) };
      const made = await agile(bench).board.createBoard(given);
      same([made.name, made.type], ['Ops board', 'kanban'], 'the new one');
      const boardId = Number(made.id);
      const { body } = await call(bench, 'GET', `/rest/agile/1.0/board/${boardId}/issue?fields=summary`);
      same(
        (body.issues as unknown as { key: string }[]).map(issue => issue.key),
        ['OPS-1'],
        'its issues',
      );
      await agile(bench).board.deleteBoard({ boardId });
      await refused(() => agile(bench).board.getBoard({ boardId }), 404);
      await refused(() => agile(bench).board.createBoard({ ...given, filterId: 99999 }), 400);
    },
  },
  {
    id: 'board-backlog',
    title: 'what is in no sprint is in the backlog; issues move there and into sprints',
    label: 'docs',
    seed,
    run: async bench => {
      const boardId = await boardOf(bench);
      same(await backlog(bench, boardId), ['HELP-3'], 'the backlog, without epics and sub-tasks');
      await agile(bench).backlog.moveIssuesToBacklog({ issues: ['HELP-2'] });
      same((await backlog(bench, boardId)).sort(), ['HELP-2', 'HELP-3'], 'with what came out of the sprint');
      same(await find(bench, 'sprint in openSprints()'), [], 'left in the sprint');
    },
  },
  {
    id: 'rank',
    title: 'ranking an issue before another changes the order of the board and of ORDER BY Rank',
    label: 'docs',
    seed,
    run: async bench => {
      const jql = 'project = HELP AND type != Epic AND type != Sub-task ORDER BY Rank ASC';
      same(await find(bench, jql), ['HELP-2', 'HELP-3'], 'at first');
      await agile(bench).issue.rankIssues({ issues: ['HELP-3'], rankBeforeIssue: 'HELP-2' });
      same(await find(bench, jql), ['HELP-3', 'HELP-2'], 'before');
      await agile(bench).issue.rankIssues({ issues: ['HELP-3'], rankAfterIssue: 'HELP-2' });
      same(await find(bench, jql), ['HELP-2', 'HELP-3'], 'after');
      const wire = await call(bench, 'PUT', '/rest/agile/1.0/issue/rank', { issues: [], rankBeforeIssue: 'HELP-2' });
      same(wire.status, 400, 'ranking nothing');
    },
  },
  {
    id: 'estimation',
    title: 'an issue is estimated on its board in the field of that board',
    label: 'docs',
    seed,
    run: async bench => {
      const boardId = await boardOf(bench);
      const path = `/rest/agile/1.0/issue/HELP-3/estimation?boardId=${boardId}`;
      const set = await call(bench, 'PUT', path, { value: '8' });
      same(set.status, 200, `status ${set.text}`);
      const { body } = await call(bench, 'GET', path);
      const field = String(body.fieldId);
      same([field, Number(body.value)], [String(set.body.fieldId), 8], 'field and value');
      same(Number((await fieldsOf(bench, 'HELP-3'))[field]), 8, 'in the issue');
      same((await call(bench, 'GET', '/rest/agile/1.0/issue/HELP-3/estimation')).status, 400, 'without a board');
    },
  },
  {
    id: 'epic',
    title: 'issues go into an epic and out of it; the parent field says the same',
    label: 'docs',
    seed,
    run: async bench => {
      const epicIdOrKey = 'HELP-1';
      const keys = async () => await find(bench, 'parent = HELP-1 ORDER BY key');
      await agile(bench).epic.moveIssuesToEpic({ epicIdOrKey, issues: ['HELP-3'] });
      same([await keys(), (await fieldsOf(bench, 'HELP-3')).parent?.key], [['HELP-2', 'HELP-3'], 'HELP-1'], 'in it');
      const { body } = await call(bench, 'GET', '/rest/agile/1.0/epic/HELP-1/issue?fields=summary');
      same((body.issues as unknown as { key: string }[]).map(issue => issue.key).sort(), ['HELP-2', 'HELP-3'], 'by the epic');
      await agile(bench).epic.removeIssuesFromEpic({ issues: ['HELP-2', 'HELP-3'] });
      same(await keys(), [], 'out of it');
      const epic = (await call(bench, 'GET', '/rest/agile/1.0/epic/HELP-1')).body;
      demand(String(epic.key) === 'HELP-1' && typeof (epic.done as unknown) === 'boolean', `the epic is ${JSON.stringify(epic)}`);
    },
  },
];

export async function boardOf(bench: Bench): Promise<number> {
  const boards = await agile(bench).board.getAllBoards({ name: 'Help board' });
  const id = boards.values?.[0]?.id;
  demand(typeof id === 'number', `there is no Help board: ${JSON.stringify(boards)}`);
  return id;
}

async function backlog(bench: Bench, boardId: number): Promise<string[]> {
  const { status, body } = await call(bench, 'GET', `/rest/agile/1.0/board/${boardId}/backlog?fields=summary`);
  same(status, 200, 'status of the backlog');
  return (body.issues as unknown as { key: string }[]).map(issue => issue.key);
}
