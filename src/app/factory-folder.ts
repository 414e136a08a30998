import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { examine } from '../adapters/delivery/git/examine.ts';
import { AppError } from '../base/app-error.ts';
import { factoryFileName, loadFactory, parseFactory } from '../core/project/factory.ts';
import { gitText } from '../core/project/git.ts';
import { type ProjectCheck, projectChecks } from '../core/project/project-doctor.ts';
import { installation } from './where.ts';

/** Makes a factory in a folder that is empty or not there, with the built-in lines, and puts it under git. Throws `conflict` otherwise. */
export async function initFactory(dir: string): Promise<{ directory: string; name: string }> {
  const directory = resolve(dir);
  const present = await readdir(directory).catch(() => []);
  if (present.length > 0)
    throw new AppError('conflict', 'factory.not-empty', `${directory} is not empty.`, {
      hint: 'Name a new folder; a factory never lies inside a product.',
    });
  const name = nameFrom(directory);
  for (const folder of ['scenarios', 'seeds', 'skills', 'memory', 'packets', 'recordings']) {
    await mkdir(join(directory, folder), { recursive: true });
    await writeFile(join(directory, folder, '.gitkeep'), '');
  }
  await cp(join(installation, 'resources/lines'), join(directory, 'lines'), { recursive: true });
  await writeFile(join(directory, factoryFileName), `schema: factory/1\nname: ${name}\nprojects: {}\n`);
  const call = { directory };
  await gitText(['init', '--quiet', '--initial-branch=main'], call);
  await gitText(['add', '--all'], call);
  await gitText(
    ['-c', 'user.name=Andon', '-c', 'user.email=andon@localhost', 'commit', '--quiet', '-m', 'Begin the factory'],
    call,
  );
  return { directory, name };
}

/** Writes a repository into `factory.yaml`, keeping what stands there as it is. Throws `invalid` for what is no repository. */
export async function addProject(
  factory: string,
  path: string,
  name = nameFrom(path),
): Promise<{ name: string; file: string; repository: string }> {
  const directory = resolve(factory);
  await loadFactory(directory);
  const facts = await examine(resolve(path), 'main');
  if (facts.status === 'unreadable')
    throw new AppError('invalid', 'project.unreadable', `${path} is no git repository: ${facts.reason}`, {
      hint: 'Give the folder of a repository with at least one commit.',
    });
  const file = join(directory, factoryFileName);
  const document = parseDocument(await readFile(file, 'utf8'));
  if (document.hasIn(['projects', name]))
    throw new AppError('conflict', 'project.exists', `The factory has a project "${name}" already.`, {
      hint: 'Choose another name with --name.',
    });
  const repository = relative(directory, resolve(path));
  const target = facts.target === null ? (facts.branches[0] ?? 'main') : 'main';
  document.setIn(['projects', name], document.createNode({ repository, target }));
  const text = document.toString();
  parseFactory(text, factoryFileName);
  await writeFile(file, text);
  return { name, file, repository };
}

/** Looks at a repository, or at a project's one by its name, and says what would keep Andon from working on it. */
export async function checkProject(factory: string, path: string, target: string): Promise<ProjectCheck[]> {
  const project = await loadFactory(factory).then(
    ({ projects }) => projects[path],
    () => undefined,
  );
  const repository = project?.repository ?? resolve(path);
  const branch = project?.target ?? target;
  return projectChecks(await examine(repository, branch), branch);
}

/** A folder's name as a name in the factory. */
function nameFrom(path: string): string {
  const name = basename(resolve(path), '.git')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'factory' : name;
}
