import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleText } from './example.fixture.ts';
import { loadScenarios } from './library.ts';

describe('a folder of scenarios', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'andon-library-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('gives the good ones with their hash, and the problems of the others', async () => {
    const second = exampleText.replace('escalate-once', 'escalate-late');
    await writeFile(join(directory, 'escalate-once.yaml'), exampleText);
    await writeFile(join(directory, 'other-name.yaml'), second);
    await writeFile(join(directory, 'faulty.yaml'), second.replace('goto', 'gotto'));
    await writeFile(join(directory, 'README.md'), 'not a scenario');
    const { scenarios, problems } = await loadScenarios(directory);
    expect(scenarios.map(({ scenario, hash }) => [scenario.id, hash])).toEqual([
      ['escalate-once', createHash('sha256').update(exampleText).digest('hex')],
    ]);
    expect(problems.map(({ file, line, fix }) => [file, line, fix])).toEqual([
      [join(directory, 'faulty.yaml'), 14, 'Did you mean "goto"?'],
      [join(directory, 'other-name.yaml'), 1, 'Rename it to escalate-late.yaml.'],
    ]);
  });

  it('says when there is no such folder', async () => {
    await expect(loadScenarios(join(directory, 'none'))).rejects.toMatchObject({ kind: 'missing', code: 'scenario.no-folder' });
  });
});
