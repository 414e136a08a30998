import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocker, isDockerUsable } from '../adapters/stations/docker/docker-client.ts';
import { createDockerRuntime } from '../adapters/stations/docker/docker-runtime.ts';
import { openDatabase } from '../core/journal/database.ts';
import { Journal } from '../core/journal/journal.ts';
import { stationName } from '../core/station/station-names.ts';
import type { World } from '../core/work/world.ts';
import { recover } from './recover.ts';

const docker = createDocker();
const hasDocker = (await isDockerUsable(docker)).ok;

describe.skipIf(!hasDocker)('what an earlier process left in Docker (needs Docker)', () => {
  let home = '';
  let journal: Journal;
  let runtime: ReturnType<typeof createDockerRuntime>;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'andon-recover-'));
    journal = new Journal(openDatabase(join(home, 'andon.db')));
    runtime = createDockerRuntime({ home, docker });
  });
  afterEach(async () => {
    await runtime.close();
    journal.close();
    for (const name of await volumes()) await docker.getVolume(name).remove();
    rmSync(home, { recursive: true, force: true });
  });
  const labels = () => ({ 'dev.andon': '1', 'dev.andon.home': home });
  const volumes = async () => {
    const { Volumes } = await docker.listVolumes({ filters: JSON.stringify({ label: [`dev.andon.home=${home}`] }) });
    return Volumes.map(volume => volume.Name);
  };
  const tidied = () => recover({ journal, runtime } as unknown as World);

  it.each(['agent', 'product'])(
    'files of a %s station without its container go, whichever of the two its maker died at',
    async purpose => {
      const id = `J-1.1/implement.1.1.0/${purpose}`;
      journal.noteStation(id, 'J-1.1', purpose);
      await docker.createVolume({ Name: stationName(home, id), Labels: labels() });
      await tidied();
      expect(await volumes()).toEqual([]);
      expect(journal.stations()).toEqual([]);
    },
  );

  it('what carries our label and has no record is left alone', async () => {
    const name = stationName(home, 'somebody-else');
    await docker.createVolume({ Name: name, Labels: labels() });
    await tidied();
    expect(await volumes()).toEqual([name]);
  });
});
