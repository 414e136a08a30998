import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../../base/app-error.ts';
import { readScenario, type Scenario } from './scenario.ts';
import type { ScenarioProblem } from './scenario-problem.ts';

/** A scenario of a factory, with the sha256 of its file in hex, so that evidence can say which text was judged. */
export type LoadedScenario = { readonly scenario: Scenario; readonly file: string; readonly hash: string };

export type ScenarioLibrary = { readonly scenarios: readonly LoadedScenario[]; readonly problems: readonly ScenarioProblem[] };

/** All scenarios of a folder by file name. A faulty file is a problem and takes no other with it. Throws `missing` for a folder that is not there. */
export async function loadScenarios(directory: string): Promise<ScenarioLibrary> {
  const names = (await namesIn(directory)).filter(name => /\.ya?ml$/.test(name)).sort();
  const loaded = await Promise.all(names.map(name => loadScenario(directory, name)));
  return {
    scenarios: loaded.flatMap(one => ('scenario' in one ? [one] : [])),
    problems: loaded.flatMap(one => ('problems' in one ? one.problems : [])),
  };
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw new AppError('missing', 'scenario.no-folder', `The scenarios cannot be read: ${messageOf(cause)}`, {
      hint: `Make the folder ${directory}, or correct the factory's path.`,
      cause,
    });
  }
}

async function loadScenario(
  directory: string,
  name: string,
): Promise<LoadedScenario | { readonly problems: readonly ScenarioProblem[] }> {
  const file = join(directory, name);
  const bytes = await readFile(file);
  const read = readScenario(bytes.toString('utf8'), file);
  if ('problems' in read) return read;
  const { id } = read.scenario;
  // One file per id is what keeps ids unique in a folder.
  if (name !== `${id}.yaml`)
    return {
      problems: [
        { file, line: 1, message: `the file holds the scenario "${id}" but is named ${name}`, fix: `Rename it to ${id}.yaml.` },
      ],
    };
  return { scenario: read.scenario, file, hash: createHash('sha256').update(bytes).digest('hex') };
}
