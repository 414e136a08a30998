import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSampleFactory } from './create-sample-factory.ts';
import { runGit } from './sample-git.ts';
import { readFiles, readSampleHistory } from './sample-history.ts';
import { checkoutProduct, installation, runProductTests, temporaryFolder } from './testing/checkout.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

test('the history is a dozen commits or more by three people over some weeks', async () => {
  const { repository } = await createSampleFactory({ directory: folder.path });
  const log = (await runGit(['log', '--reverse', '--format=%at %an', 'main'], { directory: repository })).split('\n');
  const times = log.map(line => Number(line.split(' ')[0]));
  expect(log.length).toBeGreaterThanOrEqual(12);
  expect(new Set(log.map(line => line.replace(/^\d+ /, ''))).size).toBe(3);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(21 * 24 * 3600);
});

test('the same sample always has the same commit ids', async () => {
  const first = await createSampleFactory({ directory: join(folder.path, 'a') });
  const second = await createSampleFactory({ directory: join(folder.path, 'b') });
  const headOf = (directory: string) => runGit(['rev-parse', 'HEAD'], { directory });
  expect(second.head).toBe(first.head);
  expect(await headOf(second.factory)).toBe(await headOf(first.factory));
});

test('main is the product as it stands in resources, and every file has exactly one last commit', async () => {
  const checkout = await checkoutProduct(folder.path);
  await rm(join(checkout, '.git'), { recursive: true });
  await rm(join(checkout, 'node_modules'));
  expect(await readFiles(checkout)).toEqual(await readFiles(join(installation, 'resources', 'sample-product')));
  const { commits } = JSON.parse(
    await readFile(join(installation, 'resources', 'sample-product.history', 'history.json'), 'utf8'),
  );
  const final = commits.flatMap((commit: { final: string[] }) => commit.final);
  expect(final.length).toBe(new Set(final).size);
});

test('no older version is kept that nothing replaces', async () => {
  const commits = await readSampleHistory(join(installation, 'resources'));
  const last = new Map(commits.flatMap(commit => commit.files.map(file => [file.path, file.bytes] as const)));
  const product = await readFiles(join(installation, 'resources', 'sample-product'));
  expect([...last.keys()].sort()).toEqual(product.map(file => file.path));
});

test('the unit tests of main pass', async () => {
  const { passed, output } = await runProductTests(await checkoutProduct(folder.path));
  expect(passed, output).toBe(true);
});

test('the historical fix can be reverted, and then cleared filters show nothing again', async () => {
  const checkout = await checkoutProduct(folder.path);
  const fix = await runGit(['log', '--format=%H', '--grep=when the filter is cleared', 'main'], { directory: checkout });
  await runGit(['revert', '--no-edit', fix], { directory: checkout });
  expect((await runProductTests(checkout)).passed).toBe(true);
  await runGit(['checkout', '--quiet', 'HEAD~1', '--', 'test/filter.test.js'], { directory: checkout });
  const { passed, output } = await runProductTests(checkout, ['test/filter.test.js']);
  expect(passed).toBe(false);
  expect(output).toContain('clearing the filter shows every ticket again');
});

test('what is there already is left as it is', async () => {
  const { factory, head } = await createSampleFactory({ directory: folder.path });
  await writeFile(join(factory, 'factory.yaml'), 'edited');
  const again = await createSampleFactory({ directory: folder.path });
  expect(again.head).toBe(head);
  expect(await readFile(join(factory, 'factory.yaml'), 'utf8')).toBe('edited');
});

test('what a killed process left behind is cleared away, and only that', async () => {
  const abandoned = join(folder.path, '.making-helpdesk.git-999999999-x');
  const running = join(folder.path, `.making-helpdesk.git-${process.ppid}-x`);
  await Promise.all([mkdir(abandoned), mkdir(running)]);
  await createSampleFactory({ directory: folder.path });
  expect([existsSync(abandoned), existsSync(running)]).toEqual([false, true]);
});

test('two at once make one sample', async () => {
  const [first, second] = await Promise.all([1, 2].map(() => createSampleFactory({ directory: folder.path })));
  expect(second).toEqual(first);
  expect((await readdir(folder.path)).sort()).toEqual(['factory', 'helpdesk.git']);
});

test('the factory is committed and points to the port of the knowledge base', async () => {
  const { factory } = await createSampleFactory({ directory: folder.path, kbPort: 4999 });
  expect(await runGit(['status', '--porcelain'], { directory: factory })).toBe('');
  expect(await readFile(join(factory, 'factory.yaml'), 'utf8')).toContain('127.0.0.1:4999');
  expect(await readdir(join(factory, 'scenarios'))).toContain('escalate-once.yaml');
});
