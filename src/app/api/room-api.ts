import type { ControlRoom, Handlers, LineView, ProjectView, RoomState } from '../../contract/index.ts';
import { lineFromDot } from '../../core/line/from-dot.ts';
import type { Project } from '../../core/project/factory.ts';
import type { ApiContext, LineFile } from './context.ts';
import { costOf } from './job-card.ts';
import { stepsOf } from './steps.ts';
import { createBell } from './watch.ts';

type RoomHandlers = Pick<
  Handlers<ControlRoom>,
  'room.watch' | 'room.doctor' | 'cord.pull' | 'cord.release' | 'project.list' | 'scenario.list' | 'line.list'
>;

export function roomApi(context: ApiContext): RoomHandlers {
  const { foreman, world } = context;
  return {
    'room.watch': (_, { signal }) => watchRoom(context, signal),
    'room.doctor': () => context.doctor(),
    'cord.pull': async ({ reason }, { actor }) => {
      await foreman.pull(actor, reason);
      return roomState(context);
    },
    'cord.release': async (_, { actor }) => {
      await foreman.release(actor);
      return roomState(context);
    },
    'project.list': async () =>
      Promise.all(Object.values((await world.factory()).projects).map(project => projectView(context, project))),
    'scenario.list': async () => scenarioList(context),
    'line.list': async () => (await context.lineFiles()).map(lineView),
  };
}

async function* watchRoom(context: ApiContext, signal: AbortSignal): AsyncIterable<RoomState> {
  const bell = createBell(signal);
  const unlisten = [context.world.journal.onChange(bell.ring), context.onStateChange(bell.ring)];
  let last = '';
  try {
    while (!signal.aborted) {
      const state = await roomState(context);
      if (JSON.stringify(state) !== last) yield state;
      last = JSON.stringify(state);
      await bell.rung();
    }
  } finally {
    for (const stop of unlisten) stop();
    bell.close();
  }
}

async function roomState({ world, home, version, runtimeState }: ApiContext): Promise<RoomState> {
  const factory = await world.factory();
  const running = world.journal.openRuns().filter(run => run.state.tokens.some(token => token.status === 'working')).length;
  const { runtime } = world;
  return {
    version,
    factory: factory.name,
    directory: factory.directory,
    home,
    runtime: { name: runtime.name, isIsolated: runtime.capabilities.isIsolated, ...runtimeState() },
    cord: world.journal.cord(),
    spentTodayUsd: spentToday(world),
    parallel: { running, limit: factory.parallel },
  };
}

/** Known only as long as every run of the day is by an agent whose price is known. */
function spentToday({ journal, clock }: ApiContext['world']): number | null {
  const midnight = new Date(clock()).setHours(0, 0, 0, 0);
  const jobs = journal.jobs().filter(job => journal.runsOf(job.id).some(run => run.createdAt >= midnight));
  return jobs.reduce<number | null>((sum, job) => (sum === null ? null : addKnown(sum, costOf(job))), 0);
}

function addKnown(sum: number, cost: number | null): number | null {
  return cost === null ? null : sum + cost;
}

async function projectView({ world }: ApiContext, project: Project): Promise<ProjectView> {
  const view = { name: project.name, repository: project.repository, target: project.target };
  try {
    const mirror = await world.mirrorOf(project);
    await mirror.sync();
    return { ...view, head: await mirror.head(project.target), problems: [] };
  } catch (error) {
    return { ...view, head: null, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

async function scenarioList({ world }: ApiContext) {
  const { scenarios, problems } = await world.scenarios();
  return {
    scenarios: scenarios.map(({ scenario }) => ({
      id: scenario.id,
      title: scenario.title,
      kind: scenario.kind,
      project: scenario.project,
      steps: scenario.steps.length,
      assertions: scenario.steps.filter(step => 'expect' in step).length,
    })),
    problems: problems.map(({ file, line, message, fix }) => ({ file, problem: `line ${line}: ${message}. ${fix}` })),
  };
}

function lineView({ name, dot }: LineFile): LineView {
  try {
    const { line, warnings } = lineFromDot(dot, `${name}/line.dot`);
    const stages = stepsOf(line).map(id => ({
      id,
      title: line.stages[id]?.title ?? id,
      kind: line.stages[id]?.kind ?? 'command',
    }));
    return {
      name,
      goal: line.goal,
      dot,
      stages,
      edges: line.edges.map(({ from, to, label, condition }) => ({ from, to, label: label || condition })),
      warnings: [...warnings],
    };
  } catch (error) {
    return { name, goal: '', dot, stages: [], edges: [], warnings: [error instanceof Error ? error.message : String(error)] };
  }
}
