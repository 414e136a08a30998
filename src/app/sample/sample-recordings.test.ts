import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseRecording, type RecordedStep, stepsOfVisit } from '../../adapters/agents/replay/recording.ts';
import { runGit } from './sample-git.ts';
import { checkoutProduct, installation, runProductTests, temporaryFolder } from './testing/checkout.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let checkout: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
beforeEach(async () => {
  checkout = await checkoutProduct(folder.path);
});
afterAll(() => folder.remove());

async function stepsOf(recording: string): Promise<readonly RecordedStep[]> {
  const text = await readFile(join(installation, 'resources', 'sample-factory', 'recordings', `${recording}.yaml`), 'utf8');
  return stepsOfVisit(parseRecording(text, recording), 1);
}

/** Carries out what a session writes; answers the edits that missed. */
async function apply(edits: readonly RecordedStep[]): Promise<string[]> {
  const missed: string[] = [];
  for (const edit of edits) {
    if (edit.write) {
      await mkdir(dirname(join(checkout, edit.write.path)), { recursive: true });
      await writeFile(join(checkout, edit.write.path), edit.write.content);
    } else if (edit.replace) {
      const { path, old, new: replacement } = edit.replace;
      const file = join(checkout, path);
      const text = await readFile(file, 'utf8');
      if (text.split(old).length !== 2) missed.push(old);
      await writeFile(
        file,
        text.replace(old, () => replacement),
      );
    }
  }
  return missed;
}

const isNewTest = (step: RecordedStep) => step.write?.path.startsWith('test/') ?? false;

async function revertFilterFix(): Promise<void> {
  const fix = await runGit(['log', '--format=%H', '--grep=when the filter is cleared', 'main'], { directory: checkout });
  await runGit(['revert', '--no-edit', fix], { directory: checkout });
}

const fixes = ['claim-before-posting', 'wrap-subject', 'empty-choice', 'rank-by-priority', 'encode-query'];

describe.each(fixes)('the session %s', name => {
  test('has tests that are red on base, every one, and leaves all tests green', async () => {
    if (name === 'empty-choice') await revertFilterFix();
    const steps = await stepsOf(name);
    await apply(steps.filter(isNewTest));
    const files = steps.filter(isNewTest).map(step => step.write!.path);
    const red = await runProductTests(checkout, files);
    expect(red.output).toMatch(/^ℹ pass 0$/m);
    expect(red.passed).toBe(false);
    expect(await apply(steps.filter(step => !isNewTest(step)))).toEqual([]);
    const green = await runProductTests(checkout);
    expect(green.passed, green.output).toBe(true);
    expect(await changedFiles()).toEqual(resultOf(steps).changed.toSorted());
  });

  test('takes 15 to 25 seconds at human speed', async () => {
    const waited = (await stepsOf(name)).reduce((sum, step) => sum + (step.wait ?? 0), 0);
    expect(waited).toBeGreaterThanOrEqual(15_000);
    expect(waited).toBeLessThanOrEqual(25_000);
  });
});

test('the patch that does not help passes the unit tests, so that only a scenario can tell', async () => {
  await apply(await stepsOf('not-enough'));
  expect((await runProductTests(checkout)).passed).toBe(true);
});

test('the liar breaks a test and says that all pass', async () => {
  const steps = await stepsOf('liar');
  expect(await apply(steps)).toEqual([]);
  expect((await runProductTests(checkout)).passed).toBe(false);
  expect(JSON.stringify(steps)).toContain('All tests pass');
});

async function changedFiles(): Promise<string[]> {
  const status = await runGit(['status', '--porcelain', '--untracked-files=all', '--no-renames', '-z'], { directory: checkout });
  return status
    .split('\0')
    .filter(line => line !== '')
    .map(line => line.replace(/^..? /, ''))
    .toSorted();
}

function resultOf(steps: readonly RecordedStep[]): NonNullable<RecordedStep['result']> {
  const result = steps.find(step => step.result !== undefined)?.result;
  if (result === undefined) throw new Error('The session writes no result.');
  return result;
}
