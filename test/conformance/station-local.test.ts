import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { canEnclose } from '../../src/adapters/stations/local/enclose.ts';
import { createLocalRuntime } from '../../src/adapters/stations/local/local-runtime.ts';
import { signalAll, treeOf } from '../../src/adapters/stations/local/process-tree.ts';
import { defaultLocalSources, hostPlaces } from '../../src/adapters/stations/local/station-places.ts';
import { type Enclosure, readRecord } from '../../src/adapters/stations/local/station-record.ts';
import { stationName } from '../../src/core/station/station-names.ts';
import { checkStationRuntime } from './station-runtime.ts';

function check(title: string, enclosure: Enclosure): void {
  const directory = mkdtempSync(join(tmpdir(), 'andon-local-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  checkStationRuntime(title, {
    make: home => createLocalRuntime({ home, directory, enclosure }),
    leftovers: async () => [...readdirSync(join(directory, 'stations')), ...processesUnder(directory)],
    kill: async (home, station) => {
      const record = readRecord(hostPlaces(directory, stationName(home, station)).folder);
      signalAll(treeOf(record?.root ?? null, record?.name ?? ''), 'SIGKILL');
    },
  });
}

/** Processes whose settings name the directory: a holder that was forgotten. */
function processesUnder(directory: string): string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').filter(pid => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

check('local stations without an enclosure', 'none');

if (await canEnclose(defaultLocalSources)) check('local stations in bubblewrap', 'bubblewrap');
else {
  describe('local stations in bubblewrap', () => {
    it.skip('needs bubblewrap (bwrap) with user namespaces', () => undefined);
  });
}
