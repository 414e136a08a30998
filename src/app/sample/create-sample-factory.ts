import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importStream } from './import-stream.ts';
import { makeOnce } from './make-once.ts';
import { runGit } from './sample-git.ts';
import { readFiles, readSampleHistory, type SampleFile } from './sample-history.ts';

/** Andon's own folder, which holds `resources/` and `scenarios/`, when it runs from its sources. */
const installation = fileURLToPath(new URL('../../../', import.meta.url));

const portInRecipe = '4471';

export type SampleOptions = {
  /** Where the two repositories are made. */
  readonly directory: string;
  /** Port of the knowledge base that the factory points to. Default 4471. */
  readonly kbPort?: number;
  /** The folder that holds `resources/` and `scenarios/`; default: the one this file was installed in. */
  readonly installation?: string;
};

export type SampleFactory = {
  /** Bare repository of the sample product, branch main. */
  readonly repository: string;
  /** The factory: a git repository whose `factory.yaml` names the one above. */
  readonly factory: string;
  /** Commit id of the product's main. */
  readonly head: string;
};

/**
 * Makes the sample: `<directory>/helpdesk.git` and `<directory>/factory`. What is there already is left as it is, with
 * whatever was merged or edited since. Throws `unavailable sample.git-missing`.
 */
export async function createSampleFactory(options: SampleOptions): Promise<SampleFactory> {
  const { directory, kbPort = 4471, installation: root = installation } = options;
  await makeOnce(directory, 'helpdesk.git', folder => makeProduct(folder, join(root, 'resources')));
  await makeOnce(directory, 'factory', folder => makeFactory(folder, root, kbPort));
  const repository = join(directory, 'helpdesk.git');
  const head = await runGit(['rev-parse', '--verify', 'refs/heads/main'], { directory: repository });
  return { repository, factory: join(directory, 'factory'), head };
}

async function makeProduct(folder: string, resources: string): Promise<void> {
  const commits = await readSampleHistory(resources);
  await runGit(['init', '--quiet', '--bare', '--initial-branch=main', '.'], { directory: folder });
  await runGit(['fast-import', '--quiet'], { directory: folder, input: importStream(commits) });
}

async function makeFactory(folder: string, root: string, kbPort: number): Promise<void> {
  const recipe = await readFiles(join(root, 'resources', 'sample-factory'));
  const scenarios = await readFiles(join(root, 'scenarios'));
  for (const file of [...recipe, ...scenarios.map(file => ({ ...file, path: `scenarios/${file.path}` }))]) {
    await writeInto(folder, file.path === 'factory.yaml' ? withKbPort(file, kbPort) : file);
  }
  await runGit(['init', '--quiet', '--initial-branch=main', '.'], { directory: folder });
  await runGit(['add', '--all'], { directory: folder });
  await runGit(['commit', '--quiet', '--message', 'The factory of Relay Desk'], { directory: folder, env: signature });
}

const signature = {
  GIT_AUTHOR_NAME: 'Mara Lindqvist',
  GIT_AUTHOR_EMAIL: 'mara.lindqvist@relay.example',
  GIT_AUTHOR_DATE: '2026-01-14T10:00:00+01:00',
  GIT_COMMITTER_NAME: 'Mara Lindqvist',
  GIT_COMMITTER_EMAIL: 'mara.lindqvist@relay.example',
  GIT_COMMITTER_DATE: '2026-01-14T10:00:00+01:00',
};

async function writeInto(folder: string, file: SampleFile): Promise<void> {
  const path = join(folder, file.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.bytes);
}

function withKbPort(file: SampleFile, port: number): SampleFile {
  const text = Buffer.from(file.bytes).toString('utf8').replaceAll(portInRecipe, String(port));
  return { ...file, bytes: Buffer.from(text, 'utf8') };
}
