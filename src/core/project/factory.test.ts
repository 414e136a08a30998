import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFactory, parseFactory, scenarioFile, seedFile } from './factory.ts';

const text = `schema: factory/1
name: support-factory
projects:
  helpdesk:
    repository: ../helpdesk.git
    dependencies: { lockfile: package-lock.json, manifest: package.json, install: "npm ci" }
    checks: [ "npm test" ]
    start: "node src/server.js"
    health: /healthz
    env: { SLACK_API_URL: http://slack.localhost/api/ }
    twins: { slack: { public_seed: public }, okta: {} }
    services: { kb: { address: "127.0.0.1:4471", health: /healthz } }
`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'andon-factory-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('loadFactory', () => {
  it('reads the recipe, with absolute repositories and the names of what is there', async () => {
    writeFileSync(join(directory, 'factory.yaml'), text);
    mkdirSync(join(directory, 'scenarios'));
    writeFileSync(join(directory, 'scenarios/escalate-once.yaml'), '');
    mkdirSync(join(directory, 'lines/bug-fix'), { recursive: true });
    mkdirSync(join(directory, 'lines/empty'));
    writeFileSync(join(directory, 'lines/bug-fix/line.dot'), '');
    const factory = await loadFactory(directory);
    expect(factory).toMatchObject({
      directory,
      name: 'support-factory',
      parallel: 2,
      scenarios: ['escalate-once'],
      lines: ['bug-fix'],
    });
    expect(factory.projects['helpdesk']).toMatchObject({
      name: 'helpdesk',
      target: 'main',
      port: 3000,
      repository: join(directory, '../helpdesk.git'),
    });
    expect([seedFile(factory, 'support', 'slack'), scenarioFile(factory, 'x')]).toEqual([
      join(directory, 'seeds/support.slack.yaml'),
      join(directory, 'scenarios/x.yaml'),
    ]);
  });

  it('says what to do in a folder that is no factory', async () => {
    await expect(loadFactory(directory)).rejects.toMatchObject({
      kind: 'missing',
      code: 'factory.missing',
      hint: expect.stringContaining('andon init'),
    });
  });
});

describe('parseFactory', () => {
  it.each([
    ['    checks:', '    check:', 'factory.yaml:7: unknown field `projects.helpdesk.check`, did you mean `checks`?'],
    [
      '    repository: ../helpdesk.git\n',
      '',
      'factory.yaml:4: `projects.helpdesk.repository` is missing: the path of the git repository, relative to the factory',
    ],
    [
      '127.0.0.1:4471',
      'example.com:80',
      'factory.yaml:12: `projects.helpdesk.services.kb.address`: use an address on this machine, like 127.0.0.1:4471',
    ],
    [
      'lockfile: package-lock.json',
      'lockfile: ../x',
      'factory.yaml:6: `projects.helpdesk.dependencies.lockfile`: use a path inside the project',
    ],
  ])('names file, line and field when %j is %j', (from, to, message) => {
    expect(() => parseFactory(text.replace(from, to), 'factory.yaml')).toThrow(message);
  });
});
