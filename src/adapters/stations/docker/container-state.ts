import type Docker from 'dockerode';
import type { ContainerInspectInfo } from 'dockerode';
import { extract } from 'tar-stream';
import { type EndedState, endedState, holderState } from '../../../core/station/holder-state.ts';
import type { HolderState } from '../../../core/station/inside/held-station.ts';
import type { StationInfo, StationState } from '../../../core/station/station-runtime.ts';
import { orNull } from './docker-client.ts';
import { extraLabels, label, limitsOf, purposeOf } from './labels.ts';

/** How a station ended whose container no longer runs: by the holder's own record if there is one, else by what Docker saw. */
export async function endOfStopped(docker: Docker, info: ContainerInspectInfo): Promise<EndedState> {
  const record = await readRecord(docker, info.Id);
  if (record?.phase === 'ended') return endedState(record);
  if (info.State.OOMKilled) return { status: 'ended', exitCode: 137, cause: 'out-of-memory' };
  if (info.State.ExitCode === 137) return { status: 'ended', exitCode: 137, cause: 'killed' };
  return { status: 'lost', cause: info.State.Error || `the container stopped with code ${info.State.ExitCode}` };
}

/** The holder's record of a stopped container; the agent cannot write there. Null when it never got that far. */
export async function readRecord(docker: Docker, container: string): Promise<HolderState | null> {
  const archive = await orNull(docker.getContainer(container).getArchive({ path: '/station/.andon/state.json' }));
  if (!archive) return null;
  const tar = archive.pipe(extract());
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    return parse(Buffer.concat(chunks).toString());
  }
  return null;
}

function parse(text: string): HolderState | null {
  try {
    return holderState(JSON.parse(text) as Record<string, unknown>);
  } catch {
    return null;
  }
}

export function stationInfo(info: ContainerInspectInfo, state: StationState): StationInfo {
  const labels = info.Config.Labels;
  return {
    id: labels[label.id] ?? info.Name.slice(1),
    purpose: purposeOf(labels),
    labels: extraLabels(labels),
    state,
    isIsolated: true,
    startedAt: Date.parse(info.Created),
    image: info.Config.Image,
    limits: limitsOf(labels),
  };
}
