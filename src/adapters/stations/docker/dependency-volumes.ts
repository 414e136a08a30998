import type Docker from 'dockerode';
import { dependencyVolumeName } from '../../../core/station/station-names.ts';
import { orNull } from './docker-client.ts';
import { isOurs, label } from './labels.ts';

/**
 * Installed dependencies live in one volume per key. Whether a volume is whole is said by a second, empty one beside
 * it, since a volume can neither be renamed nor relabelled, and looking for one takes no container.
 */
export type DependencyVolumes = {
  has(key: string): Promise<boolean>;
  /** A volume to fill, empty: what an earlier try has left is thrown away. */
  begin(key: string): Promise<void>;
  /** The set-up ended well. */
  complete(key: string): Promise<void>;
  /** Throws a half-filled volume away; a whole one stays. */
  abandon(key: string): Promise<void>;
};

export function createDependencyVolumes(docker: Docker, home: string): DependencyVolumes {
  const labels = { [label.ours]: '1', [label.home]: home };
  const markOf = (key: string): string => `${dependencyVolumeName(home, key)}.complete`;
  const make = async (name: string, key: string): Promise<void> => {
    await docker.createVolume({ Name: name, Labels: { ...labels, [label.dependencies]: key } });
  };
  const has = async (key: string): Promise<boolean> => {
    // Asked each time, which takes milliseconds: someone may have pruned the volumes.
    const [mark, volume] = await Promise.all(
      [markOf(key), dependencyVolumeName(home, key)].map(name => orNull(docker.getVolume(name).inspect())),
    );
    return mark !== null && volume !== null;
  };
  const abandon = async (key: string): Promise<void> => {
    if (!(await has(key))) await removeVolume(docker, home, dependencyVolumeName(home, key));
  };
  return {
    has,
    async begin(key) {
      await abandon(key);
      await make(dependencyVolumeName(home, key), key);
    },
    complete: key => make(markOf(key), key),
    abandon,
  };
}

/** Removes a volume of this home; anyone else's stays, and so does one that is still in use. */
export async function removeVolume(docker: Docker, home: string, name: string): Promise<void> {
  const volume = docker.getVolume(name);
  const info = await orNull(volume.inspect());
  if (info && isOurs(info.Labels, home)) await orNull(volume.remove());
}
