import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseRecording } from '../../adapters/agents/replay/recording.ts';
import { contradictionsIn } from '../../core/job/contradiction.ts';
import { type Holdout, leaksIn } from '../../core/job/leak-guard.ts';
import { type Packet, parsePacket } from '../../core/job/packet.ts';
import { readinessOf } from '../../core/job/readiness.ts';
import { type Factory, loadFactory } from '../../core/project/factory.ts';
import { loadScenarios, type ScenarioLibrary } from '../../core/scenario/library.ts';
import { createSampleFactory } from './create-sample-factory.ts';
import { temporaryFolder } from './testing/checkout.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let factory: Factory;
let library: ScenarioLibrary;
let packets: Record<string, Packet>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const sample = await createSampleFactory({ directory: folder.path });
  factory = await loadFactory(sample.factory);
  library = await loadScenarios(join(sample.factory, 'scenarios'));
  packets = Object.fromEntries((await textsIn('packets')).map(([name, text]) => [name, parsePacket(text, name)]));
});
afterAll(() => folder.remove());

async function textsIn(name: string): Promise<[string, string][]> {
  const directory = join(folder.path, 'factory', name);
  const names = (await readdir(directory)).sort();
  return Promise.all(names.map(async (file): Promise<[string, string]> => [file, await readFile(join(directory, file), 'utf8')]));
}

test('every scenario can be read, and each twin it seeds has that seed', async () => {
  const seeds = await readdir(join(folder.path, 'factory', 'seeds'));
  expect(library.problems).toEqual([]);
  expect(library.scenarios.length).toBe(6);
  const wanted = library.scenarios.flatMap(({ scenario }) =>
    Object.entries(scenario.seeds).map(([twin, name]) => `${name}.${twin}.yaml`),
  );
  expect(seeds).toEqual(expect.arrayContaining(wanted));
});

test('every packet is ready for work, without even a piece of advice', () => {
  const known = {
    projects: Object.keys(factory.projects),
    scenarios: factory.scenarios,
    lines: ['bug-fix'],
    agents: ['replay'],
    services: Object.keys(factory.projects['helpdesk']!.services),
  };
  expect(Object.keys(packets).length).toBe(5);
  for (const packet of Object.values(packets)) expect(readinessOf(packet, known).missing).toEqual([]);
});

test('only "priorities like they used to" contradicts itself, and not once a reading is removed', () => {
  const contradicting = Object.entries(packets).filter(([, packet]) => contradictionsIn(packet).length > 0);
  expect(contradicting.map(([name]) => name)).toEqual(['4-priority-order.yaml']);
  const packet = packets['4-priority-order.yaml']!;
  expect(contradictionsIn({ ...packet, acceptance: packet.acceptance.slice(0, 1) })).toEqual([]);
});

test('every recording can be read', async () => {
  const recordings = await textsIn('recordings');
  expect(recordings.length).toBe(12);
  for (const [name, text] of recordings) expect(() => parseRecording(text, name)).not.toThrow();
});

test('every packet names a recording that is there', async () => {
  const recordings = (await textsIn('recordings')).map(([name]) => name);
  const named = Object.values(packets).map(packet => `${packet.agent!['recording']}.yaml`);
  expect(recordings).toEqual(expect.arrayContaining(named));
});

test('nothing that reaches a station tells of a scenario', async () => {
  const holdouts = library.scenarios.map(
    ({ scenario }): Holdout => ({ ...scenario, texts: scenario.steps.map(step => step.what) }),
  );
  const shown = Object.values(packets).map(packet => JSON.stringify({ ...packet, reproduction: undefined }));
  const recorded = (await textsIn('recordings')).map(([, text]) => text);
  const seeds = (await textsIn('seeds')).filter(([name]) => name.startsWith('public.')).map(([, text]) => text);
  for (const text of [...shown, ...recorded, ...seeds]) expect(leaksIn(text, holdouts)).toEqual([]);
});
