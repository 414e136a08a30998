import { createDocker, isDockerUsable } from '../../src/adapters/stations/docker/docker-client.ts';
import { removeTree } from './home.ts';

const docker = createDocker();

/** Whether stations can be containers here; `runtime` is what a room of a test should use then. */
export const hasDocker = (await isDockerUsable(docker)).ok;
export const runtime = hasDocker ? 'docker' : 'local';

/** Dependencies are kept between runs on purpose. */
const isKept = (volume: string): boolean => volume.startsWith('andon-deps-');

/** Containers and volumes of a home that should not be there once nothing works any more. */
export async function leftovers(home: string): Promise<string[]> {
  if (!hasDocker) return [];
  const { containers, volumes } = await tracesOf(home);
  return [...containers, ...volumes.filter(volume => !isKept(volume))];
}

/** Removes what a test's home has left in Docker, dependencies included, and the home itself. */
export async function removeHome(home: string): Promise<void> {
  if (hasDocker) {
    const { containers, volumes } = await tracesOf(home);
    for (const name of containers) await docker.getContainer(name).remove({ force: true, v: true });
    for (const name of volumes) await docker.getVolume(name).remove();
  }
  await removeTree(home);
}

/** Kills the container of a station from outside, as an operator or the system would. */
export async function killStation(home: string, station: string): Promise<void> {
  const filters = { label: [`dev.andon.home=${home}`, `dev.andon.id=${station}`] };
  const [container] = await docker.listContainers({ filters });
  if (!container) throw new Error(`there is no container of ${station}`);
  await docker.getContainer(container.Id).kill();
}

async function tracesOf(home: string): Promise<{ containers: string[]; volumes: string[] }> {
  const filters = { label: [`dev.andon.home=${home}`] };
  const containers = await docker.listContainers({ all: true, filters });
  const { Volumes } = await docker.listVolumes({ filters: JSON.stringify(filters) });
  return { containers: containers.map(one => one.Names[0]?.slice(1) ?? one.Id), volumes: Volumes.map(volume => volume.Name) };
}
