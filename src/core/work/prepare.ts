import { AppError } from '../../base/app-error.ts';
import type { Mirror } from '../project/delivery.ts';
import { dependencyKey, ensureDependencies } from '../station/dependencies.ts';
import { fact } from './fact.ts';
import { checkService } from './product.ts';
import type { Work, WorkResult } from './world.ts';

/** Fix the base commit, and make sure that everything the work needs is there before any agent starts. */
export async function prepare(work: Work): Promise<WorkResult> {
  const { packet, project, world } = work;
  for (const name of servicesNeeded(work)) {
    const service = project.services[name];
    if (service) await checkService(name, service);
  }
  const mirror = await world.mirrorOf(project);
  await mirror.sync();
  const commit = await headOf(mirror, project.target, project.repository);
  await refuseSubmodules(mirror, commit, project.repository);
  const dependencies = await installDependencies(work, mirror, commit);
  return {
    outcome: { status: 'success', context: { base: commit, kind: packet.kind } },
    facts: [fact(work.id, 'base', { commit, target: project.target, dependencies })],
  };
}

function servicesNeeded({ packet }: Work): readonly string[] {
  return [...new Set([...packet.services, ...(packet.network === 'none' ? [] : packet.network)])];
}

export async function headOf(mirror: Mirror, target: string, repository: string): Promise<string> {
  const head = await mirror.head(target);
  if (head) return head;
  throw new AppError('missing', 'project.no-target', `${repository} has no branch ${target} with a commit.`, {
    hint: `Make the first commit on ${target}, or name another target in factory.yaml.`,
  });
}

/** A station has no network to fetch them from, and what is missing would look like a defect of the product. */
async function refuseSubmodules(mirror: Mirror, commit: string, repository: string): Promise<void> {
  const paths = (await mirror.listFiles(commit)).filter(file => file.mode === '160000').map(file => file.path);
  if (paths.length === 0) return;
  throw new AppError(
    'invalid',
    'project.submodules',
    `${repository} has submodules (${paths.slice(0, 5).join(', ')}), which Andon does not work with.`,
    { hint: 'Take the code into the repository (git subtree), or install it as a dependency.' },
  );
}

/** Install what a commit's lockfile asks for, once per lockfile, through the registry proxy and nothing else. Answers the key, or null where nothing is to be installed. */
export async function installDependencies(work: Work, mirror: Mirror, commit: string): Promise<string | null> {
  const { dependencies } = work.project;
  if (!dependencies) return null;
  const [lockfile, manifest] = await Promise.all([
    mirror.readFile(commit, dependencies.lockfile),
    mirror.readFile(commit, dependencies.manifest),
  ]);
  if (!lockfile || !manifest) return null;
  const key = dependencyKey(lockfile, manifest, dependencies.install);
  await ensureDependencies(work.world.runtime, {
    key,
    path: 'node_modules',
    files: { [dependencies.lockfile]: lockfile, [dependencies.manifest]: manifest },
    installArgv: ['bash', '-c', dependencies.install],
    registry: work.world.registry,
    signal: work.signal,
  });
  return key;
}
