import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { gitText } from '../../src/core/project/git.ts';

/**
 * A factory with a product of two files, so that a whole run takes seconds: no dependencies, no twins, no browser. The
 * defect is a typing error in greeting.txt, shown by a command.
 */
export type TinyFactory = {
  readonly factory: string;
  readonly repository: string;
  /** A packet's text; what is given stands in for the fields of the usual one. */
  packet(changes?: Readonly<Record<string, unknown>>): string;
  /** Runs git in the product's repository. */
  git(...args: readonly string[]): Promise<string>;
  /** Puts a commit onto main without touching any working tree, as a colleague's push would. */
  push(path: string, text: string, message?: string): Promise<string>;
  /** Main as it was at first. */
  reset(): Promise<void>;
  head(): Promise<string>;
  /** Gives the factory a scenario, `greets-the-world`, and the product a server for it to look at. Goes onto main. */
  serve(): Promise<void>;
  record(name: string, recording: Readonly<Record<string, unknown>>): Promise<void>;
};

export const showsDefect = 'grep -q Hello greeting.txt';

const product: Readonly<Record<string, string>> = {
  'greeting.txt': 'Helo, world\n',
  'README.md': 'Greets the world.\n',
};

const claim = { state: 'PR_READY', summary: 'The greeting is spelled right.', changed: ['greeting.txt'], rollback: 'Revert it.' };
const spell = { replace: { path: 'greeting.txt', old: 'Helo', new: 'Hello' } };

const recordings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'spell-right': { steps: [spell, { result: claim }] },
  // Held up until someone presses Enter in its terminal, so that a test can act while the agent is at work.
  'ask-for-enter': { steps: [{ run: 'head -n 1 < /dev/tty' }, spell, { result: claim }] },
  // Writes down what it was told, which is how a test sees that it was told.
  'write-notes-down': {
    visits: [
      { steps: [spell, { result: claim }] },
      { steps: [{ run: `grep -o 'Greet [a-z]* in the room' "$ANDON_IN/session.json" >> greeting.txt` }, { result: claim }] },
    ],
  },
  'ask-first': {
    visits: [
      {
        steps: [
          {
            result: {
              state: 'ESCALATE',
              summary: 'It can be read in two ways.',
              question: { text: 'British or American?', choices: ['British', 'American'] },
            },
          },
        ],
      },
    ],
  },
};

export async function createTinyFactory(directory: string): Promise<TinyFactory> {
  const repository = join(directory, 'product');
  const factory = join(directory, 'factory');
  await writeAll(repository, product);
  await mkdir(join(factory, 'scenarios'), { recursive: true });
  const git = (...args: readonly string[]) => gitText(args, { directory: repository });
  await git('init', '--quiet', '--initial-branch=main', '.');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Greet the world');
  // Nobody stands on main, as in a repository that only takes pushes.
  await git('checkout', '--quiet', '--detach');
  const first = await git('rev-parse', 'main');
  const tiny: TinyFactory = {
    factory,
    repository,
    packet: changes => packetText(changes),
    git,
    push: (path, text, message = 'A colleague’s work') => push(repository, { path, text, message }),
    reset: async () => void (await git('update-ref', 'refs/heads/main', first)),
    head: () => git('rev-parse', 'main'),
    serve: async () => {
      await tiny.push('server.mjs', server, 'Serve the greeting');
      await writeAll(factory, { 'scenarios/greets-the-world.yaml': stringify(scenario) });
      await setProjects(factory, { greeter: { ...recipe.projects.greeter, start: 'node server.mjs' } });
    },
    record: (name, recording) => writeRecording(factory, name, recording),
  };
  await writeAll(factory, { 'factory.yaml': stringify(recipe) });
  for (const [name, recording] of Object.entries(recordings)) await tiny.record(name, recording);
  return tiny;
}

const recipe = {
  schema: 'factory/1',
  name: 'tiny',
  projects: { greeter: { repository: '../product', target: 'main', checks: [showsDefect] } },
  limits: { parallel: 2 },
};

const server = `import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const greeting = readFileSync('greeting.txt', 'utf8');
createServer((_, response) => response.end(\`<!doctype html><title>Greeting</title><h1>\${greeting}</h1>\`)).listen(process.env.PORT);
`;

const scenario = {
  schema: 'holdout/1',
  id: 'greets-the-world',
  title: 'The page greets the world in proper English',
  project: 'greeter',
  kind: 'bug',
  fails_before: ['spelled-right'],
  canary: 'cw-copperwillow',
  seeds: {},
  clock: '2026-01-15T10:00:00Z',
  viewport: { width: 800, height: 600 },
  locale: 'en-US',
  timezone: 'UTC',
  people: { eve: {} },
  steps: [
    { goto: '/' },
    { expect: 'greeted', page: { role: 'heading', name: { contains: 'world' } }, visible: true },
    { expect: 'spelled-right', page: { css: 'h1' }, text: { contains: 'Hello' }, timeout_ms: 500 },
    { checkpoint: 'greeting' },
  ],
};

/** Puts more projects into the factory's recipe, or other settings for its first one, `greeter`. */
export async function setProjects(factory: string, projects: Readonly<Record<string, unknown>>): Promise<void> {
  await writeFile(join(factory, 'factory.yaml'), stringify({ ...recipe, projects: { ...recipe.projects, ...projects } }));
}

function packetText(changes: Readonly<Record<string, unknown>> = {}): string {
  return stringify({
    schema: 'packet/1',
    title: 'The greeting has a typing error',
    kind: 'bug',
    project: 'greeter',
    line: 'bug-fix',
    goal: 'The greeting should be spelled right.',
    acceptance: [{ id: 'a1', given: 'the product', when: 'someone reads the greeting', then: 'it begins with Hello' }],
    scope: { files: ['greeting.txt'], commands: [] },
    reproduction: { scenarios: [], commands: [showsDefect] },
    stop: { max_attempts: 3, max_minutes: 5, condition: '' },
    agent: { adapter: 'replay', recording: 'spell-right' },
    ...changes,
  });
}

async function push(repository: string, change: { path: string; text: string; message: string }): Promise<string> {
  const call = { directory: repository, env: { GIT_INDEX_FILE: join(repository, '.git', 'index-of-a-colleague') } };
  const blob = await gitText(['hash-object', '-w', '--stdin'], { ...call, input: change.text });
  await gitText(['read-tree', 'refs/heads/main'], call);
  await gitText(['update-index', '--add', '--cacheinfo', `100644,${blob},${change.path}`], call);
  const tree = await gitText(['write-tree'], call);
  const commit = await gitText(['commit-tree', tree, '-p', 'refs/heads/main', '-m', change.message], call);
  await gitText(['update-ref', 'refs/heads/main', commit], call);
  return commit;
}

async function writeRecording(factory: string, name: string, recording: Readonly<Record<string, unknown>>): Promise<void> {
  const text = stringify({ schema: 'recording/1', title: `A session called ${name}`, ...recording });
  await writeAll(factory, { [`recordings/${name}.yaml`]: text });
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A file of a folder as text. */
export function textIn(folder: string, path: string): Promise<string> {
  return readFile(join(folder, path), 'utf8');
}
