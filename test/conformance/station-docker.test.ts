import { describe, it } from 'vitest';
import { createDocker, isDockerUsable } from '../../src/adapters/stations/docker/docker-client.ts';
import { createDockerRuntime } from '../../src/adapters/stations/docker/docker-runtime.ts';
import { stationName } from '../../src/core/station/station-names.ts';
import { checkStationRuntime } from './station-runtime.ts';

const usable = await isDockerUsable();
const docker = createDocker();

if (usable.ok) {
  checkStationRuntime('docker stations', {
    make: home => createDockerRuntime({ home, docker }),
    leftovers: async home => {
      const filters = { label: [`dev.andon.home=${home}`] };
      const containers = await docker.listContainers({ all: true, filters });
      const { Volumes } = await docker.listVolumes({ filters: JSON.stringify(filters) });
      // Dependencies are kept on purpose; the test's own go here.
      const isKept = (name: string): boolean => name.startsWith('andon-deps-');
      for (const { Name } of Volumes.filter(volume => isKept(volume.Name))) await docker.getVolume(Name).remove();
      return [
        ...containers.map(container => container.Names[0] ?? ''),
        ...Volumes.map(volume => volume.Name).filter(name => !isKept(name)),
      ];
    },
    kill: (home, station) => docker.getContainer(stationName(home, station)).kill(),
  });
} else {
  describe('docker stations', () => {
    it.skip(`needs a Docker engine: ${usable.reason}`, () => undefined);
  });
}
