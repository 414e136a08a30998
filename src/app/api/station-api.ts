import { AppError } from '../../base/app-error.ts';
import { type ControlRoom, encodeTerminalFrame, type Handlers, type StationView } from '../../contract/index.ts';
import type { StationInfo, Terminal } from '../../core/station/station-runtime.ts';
import { removeStation } from '../../core/work/station-keeper.ts';
import type { World } from '../../core/work/world.ts';
import type { ApiContext } from './context.ts';

type StationHandlers = Pick<
  Handlers<ControlRoom>,
  'station.list' | 'station.inspect' | 'station.terminal' | 'station.write' | 'station.resize' | 'station.remove'
>;

export function stationApi({ world }: ApiContext): StationHandlers {
  const open = new Map<string, Set<Terminal>>();
  return {
    'station.list': async () => (await world.runtime.list()).map(info => stationView(world, info)),
    'station.inspect': async ({ station }) => stationView(world, await inspect(world, station)),
    'station.terminal': ({ station, after }, { signal }) => watchTerminal(world, open, { station, after, signal }),
    'station.write': async ({ station, data }) => {
      terminalOf(open, station).write(Buffer.from(data, 'utf8'));
      return {};
    },
    'station.resize': async ({ station, cols, rows }) => {
      terminalOf(open, station).resize(cols, rows);
      return {};
    },
    'station.remove': async ({ station }) => {
      await refuseWorking(world, station);
      await removeStation(world, station);
      return {};
    },
  };
}

async function inspect(world: World, station: string): Promise<StationInfo> {
  const info = await world.runtime.inspect(station);
  if (info) return info;
  throw new AppError('missing', 'station.missing', `There is no station ${station} (any more).`, {
    hint: 'andon station list shows the stations there are.',
  });
}

function stationView(world: World, info: StationInfo): StationView {
  const { state, labels } = info;
  const cause = state.status === 'ended' || state.status === 'lost' ? state.cause : null;
  return {
    id: info.id,
    job: labels['job'] ?? null,
    run: labels['run'] ?? null,
    stage: labels['stage'] ?? null,
    purpose: info.purpose,
    status: state.status,
    cause,
    isIsolated: info.isIsolated,
    runtime: world.runtime.name,
    startedAt: info.startedAt,
    image: info.image,
    limits: info.limits,
    isOrphan: info.purpose !== 'setup' && world.journal.station(info.id)?.removedAt !== null,
  };
}

async function* watchTerminal(
  world: World,
  open: Map<string, Set<Terminal>>,
  { station, after, signal }: { station: string; after: number; signal: AbortSignal },
): AsyncIterable<Uint8Array> {
  const terminal = await world.runtime.terminal(station, after);
  const all = open.get(station) ?? new Set();
  open.set(station, all.add(terminal));
  const close = () => terminal.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const frame of terminal.frames) {
      yield encodeTerminalFrame(frame);
      if (frame.type === 'ended') return;
    }
  } finally {
    signal.removeEventListener('abort', close);
    all.delete(terminal);
    terminal.close();
  }
}

/** Keys go through a terminal that someone is looking at. */
function terminalOf(open: Map<string, Set<Terminal>>, station: string): Terminal {
  const [first] = open.get(station) ?? [];
  if (first) return first;
  throw new AppError('conflict', 'station.not-attached', `Nobody is attached to the terminal of ${station}.`, {
    hint: 'Open its terminal first.',
  });
}

/** Work that someone waits for is stopped by cancelling its job, not by pulling the floor away. */
async function refuseWorking({ journal, runtime }: World, station: string): Promise<void> {
  const record = journal.station(station);
  const isWorking =
    record?.removedAt === null && journal.openRuns().some(run => run.id === record.run && run.state.status === 'running');
  if (isWorking && (await runtime.inspect(station))?.state.status === 'running') {
    throw new AppError('conflict', 'station.in-use', `Run ${record?.run} is working in ${station}.`, {
      hint: 'Cancel the job to stop it.',
    });
  }
}
