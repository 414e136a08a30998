import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSampleFactory } from '../create-sample-factory.ts';
import { runGit } from '../sample-git.ts';

export const installation = fileURLToPath(new URL('../../../../', import.meta.url));

/** A folder of a test's own; `remove` when done. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'andon-sample-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A working copy of the sample product's main below `directory`, with dependencies: those that Andon itself has installed. */
export async function checkoutProduct(directory: string): Promise<string> {
  const { repository } = await createSampleFactory({ directory });
  const path = await mkdtemp(join(directory, 'checkout-'));
  await runGit(['clone', '--quiet', repository, path], { directory });
  await runGit(['config', 'user.name', 'Test'], { directory: path });
  await runGit(['config', 'user.email', 'test@relay.example'], { directory: path });
  await symlink(join(installation, 'node_modules'), join(path, 'node_modules'));
  return path;
}

/** Runs the product's unit tests, or those of some files: how they ended and what they printed. */
export async function runProductTests(
  checkout: string,
  files: readonly string[] = ['test/*.test.js'],
): Promise<{ readonly passed: boolean; readonly output: string }> {
  return new Promise((resolve, reject) => {
    // NODE_TEST_CONTEXT and the like would make the inner runner report to the outer one.
    const child = spawn(process.execPath, ['--test', ...files], { cwd: checkout, env: { PATH: process.env['PATH'] } });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', reject);
    child.on('close', code => resolve({ passed: code === 0, output }));
  });
}
