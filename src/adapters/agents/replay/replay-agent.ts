import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../base/app-error.ts';
import type { AgentAdapter, AgentLaunch, AgentTask } from '../../../core/agent/agent-adapter.ts';
import { nearestWord } from '../../../core/project/nearest.ts';
import { parseRecording, stepsOfVisit } from './recording.ts';

export const playerFileName = 'replay-player.mjs';
const playerFile = fileURLToPath(new URL(`./${playerFileName}`, import.meta.url));

/**
 * An agent that plays recorded sessions: it really runs their commands and really edits, in the station's terminal.
 * `recordings` is a folder of `NAME.yaml`; the packet's agent setting `recording` names one.
 */
export function createReplayAgent({ recordings }: { readonly recordings: string }): AgentAdapter {
  return {
    name: 'replay',
    title: 'Recorded session',
    capabilities: { resume: false, structuredEvents: true, mcp: false, planMode: false, cost: false, needsModel: false },
    launch: task => launch(recordings, task),
  };
}

/** Only the steps of this visit go in, without the recording's title: a station is told no more than it must play. */
async function launch(directory: string, task: AgentTask): Promise<AgentLaunch> {
  const name = task.settings['recording'];
  if (!name)
    throw new AppError('invalid', 'replay.no-recording', 'The replay agent needs to know what to play.', {
      hint: 'Add `recording: NAME` to the packet’s `agent`.',
    });
  const recording = parseRecording(await recordingText(directory, name), `${name}.yaml`);
  const session = {
    agent: recording.agent,
    visit: task.visit,
    notes: task.notes,
    pace: task.pace,
    steps: stepsOfVisit(recording, task.visit),
  };
  return {
    argv: ['/bin/sh', '-c', `exec node "$ANDON_IN/${playerFileName}"`],
    env: {},
    inputs: { [playerFileName]: await readFile(playerFile, 'utf8'), 'session.json': JSON.stringify(session) },
  };
}

async function recordingText(directory: string, name: string): Promise<string> {
  const isName = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/i.test(name);
  const text = isName ? await readFile(join(directory, `${name}.yaml`), 'utf8').catch(() => null) : null;
  if (text !== null) return text;
  const known = (await readdir(directory).catch(() => []))
    .filter(file => file.endsWith('.yaml'))
    .map(file => basename(file, '.yaml'));
  const meant = nearestWord(name, known);
  const hint = meant ? `Write \`${meant}\` if that is what was meant.` : `There are: ${known.sort().join(', ') || 'none'}.`;
  throw new AppError('missing', 'replay.recording-missing', `There is no recording called "${name}".`, { hint });
}
