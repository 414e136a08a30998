import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoJob, type DemoOptions, type DemoReport, runDemo } from '../../src/app/demo.ts';
import { gitText } from '../../src/core/project/git.ts';
import { hasDocker, leftovers, removeHome } from '../support/docker-traces.ts';
import { temporaryHome } from '../support/home.ts';
import { changePacket, changeYaml } from '../support/packet-file.ts';

type Sample = { readonly factory: string; readonly repository: string };

describe.skipIf(!hasDocker)('nothing is keyed to the sample (needs Docker)', () => {
  let home = '';
  beforeAll(async () => {
    home = await temporaryHome();
  });
  afterAll(() => removeHome(home));
  const demo = (options: Pick<DemoOptions, 'arrange' | 'startService' | 'packets'>): Promise<DemoReport> =>
    runDemo(
      { home, factory: 'sample', runtime: 'docker', pace: 'fast', onProgress: () => {} },
      { ...options, onProgress: () => {} },
    );

  it('with other ids, titles and canaries everything ends as it does in the sample', { timeout: 400_000 }, async () => {
    const { jobs } = await demo({ arrange: sample => renameEverything(sample).then(() => oneAtATime(sample)) });
    expect(jobs.map(job => [job.title, ...ending(job), job.runs])).toEqual([
      ['Task 1', 'PR_READY', 'delivery.merged', 'merged', 1],
      ['Task 2', 'PR_READY', 'delivery.merged', 'merged', 1],
      ['Task 3', 'NO_OP', 'scenario.not-reproduced', 'no-op accepted', 1],
      ['Task 4', 'ESCALATE', 'packet.contradiction', null, 1],
      ['Task 5', 'PR_READY', 'delivery.merged', 'merged', 2],
    ]);
    for (const job of jobs.filter(one => one.disposition === 'merged')) {
      const [scenario = ''] = Object.keys(job.before ?? {});
      expect(scenario).toMatch(/^check-/);
      expect(Object.values(job.before?.[scenario] ?? {})).toContain(false);
      expect(Object.values(job.after?.[scenario] ?? {}).every(held => held === true)).toBe(true);
    }
    expect(await leftovers(home)).toEqual([]);
  });

  it('with other circumstances everything ends as those demand', { timeout: 400_000 }, async () => {
    let before = '';
    const arrange = async (sample: Sample) => {
      await revertFilterFix(sample);
      await oneAtATime(sample);
      // Nothing that is looked at here needs these two, and each costs every job two replays.
      for (const id of ['long-title-layout', 'sign-in-and-raise']) await rm(join(sample.factory, 'scenarios', `${id}.yaml`));
      await changePacket(sample.factory, 1, packet => {
        packet.agent.recording = 'not-enough';
        packet.stop['max_attempts'] = 1;
      });
      await changePacket(sample.factory, 4, packet => {
        packet.acceptance = packet.acceptance.slice(0, 1);
      });
      before = await gitText(['rev-parse', 'main'], { directory: sample.repository });
    };
    const { jobs } = await demo({ arrange, startService: true, packets: file => !file.startsWith('2-') });
    const [unhelpful, filter, order, articles] = jobs;
    // Job 1 with a patch that does not help.
    expect(ending(unhelpful!)).toEqual(['ESCALATE', 'line.max-visits', null]);
    expect(unhelpful!.mergedAs).toBeNull();
    // Job 3 with its defect back on main.
    expect(ending(filter!)).toEqual(['PR_READY', 'delivery.merged', 'merged']);
    // Job 4 without the second reading.
    expect(ending(order!)).toEqual(['PR_READY', 'delivery.merged', 'merged']);
    // Job 5 with its service up from the start.
    expect([...ending(articles!), articles!.runs]).toEqual(['PR_READY', 'delivery.merged', 'merged', 1]);
    const merged = await runsOn(join(home, 'sample', 'helpdesk.git'), before);
    expect(merged.sort()).toEqual(['J-2.1', 'J-3.1', 'J-4.1']);
    expect(await leftovers(home)).toEqual([]);
  });
});

/** Then no job moves the branch under another, which would be proven twice. */
async function oneAtATime({ factory }: Sample): Promise<void> {
  await changeYaml(join(factory, 'factory.yaml'), recipe => Object.assign(recipe, { limits: { parallel: 1 } }));
}

function ending({ terminalState, reason, disposition }: DemoJob) {
  return [terminalState, reason?.code, disposition];
}

/** The runs whose commits lie on main since a commit. */
async function runsOn(directory: string, since: string): Promise<string[]> {
  const format = '--format=%(trailers:key=Andon-Run,valueonly,separator=%x2C)';
  return (await gitText(['log', format, `${since}..main`], { directory })).split('\n');
}

async function revertFilterFix({ repository: directory }: Sample): Promise<void> {
  const fix = await gitText(['log', '--format=%H', '--grep=when the filter is cleared', 'main'], { directory });
  // The repository is bare, so the way back is made as a tree of what was there before, on top of what is there now.
  const call = { directory, env: { GIT_INDEX_FILE: join(directory, 'index-of-the-test') } };
  await gitText(['read-tree', 'main'], call);
  const patch = await gitText(['diff', '--no-ext-diff', '--binary', fix, `${fix}^`], { directory });
  await gitText(['apply', '--cached', '-'], { ...call, input: `${patch}\n` });
  const tree = await gitText(['write-tree'], call);
  const commit = await gitText(['commit-tree', tree, '-p', 'main', '-m', 'Take back how the filter is cleared'], call);
  await gitText(['update-ref', 'refs/heads/main', commit], call);
}

/** Project, scenarios, canaries, seeds, recordings and packets under names that say nothing of what they are. */
async function renameEverything({ factory }: Sample): Promise<void> {
  const scenarios = await renamed(join(factory, 'scenarios'), 'check');
  const recordings = await renamed(join(factory, 'recordings'), 'tape');
  for (const [index, name] of [...scenarios.values()].entries())
    await changeYaml(join(factory, 'scenarios', `${name}.yaml`), scenario => {
      Object.assign(scenario, { id: name, title: `Check ${index}`, project: 'thing', canary: `cw-word${index}` });
    });
  for (const name of recordings.values())
    await changeYaml(join(factory, 'recordings', `${name}.yaml`), recording => {
      Object.assign(recording, { title: `Tape ${name}` });
    });
  await changeYaml<{ projects: Record<string, unknown> }>(join(factory, 'factory.yaml'), recipe => {
    recipe.projects = { thing: recipe.projects['helpdesk'] };
  });
  for (const number of [1, 2, 3, 4, 5])
    await changePacket(factory, number, packet => {
      Object.assign(packet, { title: `Task ${number}`, project: 'thing' });
      packet.reproduction.scenarios = packet.reproduction.scenarios.map(id => scenarios.get(id) ?? id);
      packet.agent.recording = recordings.get(packet.agent.recording) ?? '';
      packet.acceptance.forEach((criterion, index) => {
        criterion.id = `c${index}`;
      });
    });
}

/** Gives the files of a folder numbered names; answers old name → new one, without ending. */
async function renamed(folder: string, stem: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort();
  const pairs = names.map((name, index): [string, string] => [name.replace(/\.yaml$/, ''), `${stem}-${index}`]);
  for (const [from, to] of pairs) await rename(join(folder, `${from}.yaml`), join(folder, `${to}.yaml`));
  return new Map(pairs);
}
