import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { at, startTwins } from '../../digital-twins/testing/twins-process.ts';
import { type Figure, median, rounded } from '../figure.ts';
import type { Cost } from './in-process.ts';
import { seedOf } from './seeds.ts';

const mega = 1024 * 1024;
const times = 3;

/** What an instance costs to make, to keep and to start over, beside emulate's in the same run. */
export async function instances(peers: string, onProgress: (message: string) => void): Promise<Figure[]> {
  const mine: Cost[] = [];
  const theirs: Cost[] = [];
  for (let time = 1; time <= times; time++) {
    onProgress(`instances ${time} of ${times}`);
    mine.push(await costOf('twins'));
    theirs.push(await costOf('emulate', peers));
  }
  const figure = (name: string, unit: string, budget: number, of: (cost: Cost) => number): Figure => {
    const [value, other] = [median(mine.map(of)), median(theirs.map(of))];
    // Ours are three services, theirs two: compared by service.
    const ratio = rounded(value / 3 / (other / 2), 2);
    return {
      name: `twins.${name}`,
      value: rounded(value, 2),
      unit,
      against: 'emulate, by service',
      ratio,
      budget,
      ok: value <= budget && ratio < 1,
    };
  };
  return [
    figure('first', 'ms', 60, cost => cost.first),
    figure('next', 'ms', 10, cost => cost.next),
    figure('next-memory', 'MB', 3, cost => cost.nextBytes / mega),
    figure('reset', 'ms', 5, cost => cost.reset),
    await snapshotFigure(onProgress),
  ];
}

async function costOf(which: string, folder = ''): Promise<Cost> {
  const words = ['--expose-gc', '--no-warnings', join(import.meta.dirname, 'in-process.ts'), which, folder];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout);
}

/** Snapshot and restore of 10,000 entities over the admin interface, with something changed in between; against an empty namespace. */
async function snapshotFigure(onProgress: (message: string) => void): Promise<Figure> {
  onProgress('snapshots');
  const twins = await startTwins();
  const round = async (name: string) => {
    const began = performance.now();
    const { body } = await twins.admin('POST', at(name, '/snapshot'), {});
    await twins.admin('POST', at(name, '/restore'), { snapshot: body['snapshot'] });
    return performance.now() - began;
  };
  try {
    await twins.admin('PUT', at('full'), { seeds: seedOf({ people: 2_000, messages: 4_000, issues: 4_000 }) });
    await twins.admin('PUT', at('empty'), {});
    const [full, empty]: [number[], number[]] = [[], []];
    for (let count = 0; count < 15; count++) {
      full.push(await round('full'));
      empty.push(await round('empty'));
    }
    const value = rounded(median(full), 1);
    return {
      name: 'twins.snapshot-restore',
      value,
      unit: 'ms',
      against: 'an empty namespace',
      ratio: rounded(value / median(empty), 1),
      budget: 50,
      ok: value <= 50,
    };
  } finally {
    await twins.stop();
  }
}
