import { access, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { readYaml } from './yaml-file.ts';

const Name = z.string().regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'use small letters, digits and single dashes');
const Command = z.string().trim().min(1, 'it is empty').max(2_000);
const UrlPath = z.string().startsWith('/', 'it should start with /').max(500);
const Port = z.int().min(1).max(65_535);
const Inside = z
  .string()
  .min(1)
  .max(300)
  .refine(path => !path.startsWith('/') && !path.split('/').includes('..'), 'use a path inside the project');

export const ServiceSettings = z.strictObject({
  address: z
    .string()
    .regex(/^(127\.0\.0\.1|localhost):\d{1,5}$/, 'use an address on this machine, like 127.0.0.1:4471')
    .describe('where the service listens on this machine, like 127.0.0.1:4471'),
  health: UrlPath.optional(),
  start: Command.optional().describe('the command that starts it, for the person who is told that it is down'),
});
export type ServiceSettings = z.infer<typeof ServiceSettings>;

export const ProjectSettings = z.strictObject({
  repository: z.string().min(1).describe('the path of the git repository, relative to the factory'),
  target: z.string().min(1).default('main'),
  dependencies: z
    .strictObject({
      lockfile: Inside.describe('the file that decides what is installed, like package-lock.json'),
      manifest: Inside.describe('the file that names what is wanted, like package.json'),
      install: Command.describe('the command that installs'),
    })
    .optional(),
  checks: z.array(Command).max(50).default([]),
  start: Command.optional(),
  port: Port.default(3000),
  health: UrlPath.default('/'),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'use a name like SLACK_API_URL'), z.string().max(4_000)).default({}),
  twins: z.record(Name, z.strictObject({ public_seed: Name.optional() })).default({}),
  services: z.record(Name, ServiceSettings).default({}),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

/** `factory/1`, the file `factory.yaml` at the root of a factory. */
export const FactoryFile = z.strictObject({
  schema: z.literal('factory/1').describe('the format and its version, factory/1'),
  name: Name.describe('a short name for the factory'),
  projects: z.record(Name, ProjectSettings).describe('the products that this factory works on, by name'),
  limits: z.strictObject({ parallel: z.int().min(1).max(64).default(2) }).default({ parallel: 2 }),
});
export type FactoryFile = z.infer<typeof FactoryFile>;

/** A project with its name, and its repository as an absolute path. */
export type Project = ProjectSettings & { readonly name: string };

export type Factory = {
  /** Absolute. */
  readonly directory: string;
  readonly name: string;
  readonly parallel: number;
  readonly projects: Readonly<Record<string, Project>>;
  /** Names without ending, from the files and folders that are there; what is in them is read by those who use them. */
  readonly scenarios: readonly string[];
  readonly lines: readonly string[];
};

export const factoryFileName = 'factory.yaml';

/** Read `factory.yaml` text. Throws `invalid` (`factory.not-yaml`, `factory.invalid`) naming file, line, field and fix. */
export function parseFactory(text: string, file?: string): FactoryFile {
  return readYaml(text, FactoryFile, { noun: 'factory', file });
}

/** Open a factory folder. Throws `missing` (`factory.missing`) when there is no factory.yaml in it, `invalid` when it cannot be read. */
export async function loadFactory(directory: string): Promise<Factory> {
  const root = resolve(directory);
  const settings = parseFactory(await factoryText(root), factoryFileName);
  const projects = Object.entries(settings.projects).map(([name, project]): [string, Project] => [
    name,
    { ...project, name, repository: resolve(root, project.repository) },
  ]);
  return {
    directory: root,
    name: settings.name,
    parallel: settings.limits.parallel,
    projects: Object.fromEntries(projects),
    scenarios: await namesIn(join(root, 'scenarios'), '.yaml'),
    lines: await linesIn(join(root, 'lines')),
  };
}

async function factoryText(root: string): Promise<string> {
  try {
    return await readFile(join(root, factoryFileName), 'utf8');
  } catch (cause) {
    const hint = 'Give the folder that has the factory.yaml, or make one with: andon init DIR';
    throw new AppError('missing', 'factory.missing', `There is no ${factoryFileName} in ${root}.`, { hint, cause });
  }
}

/** A file of a factory, as an absolute path: `seedFile(factory, 'support', 'slack')` is `seeds/support.slack.yaml`. */
export function seedFile(factory: Factory, name: string, twin: string): string {
  return join(factory.directory, 'seeds', `${name}.${twin}.yaml`);
}

export function scenarioFile(factory: Factory, id: string): string {
  return join(factory.directory, 'scenarios', `${id}.yaml`);
}

async function namesIn(directory: string, ending: string): Promise<string[]> {
  const files = await readdir(directory).catch(() => []);
  return files
    .filter(file => file.endsWith(ending))
    .map(file => basename(file, ending))
    .sort();
}

async function linesIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory).catch(() => [])).sort();
  const found = await Promise.all(
    names.map(name =>
      access(join(directory, name, 'line.dot')).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat();
}
