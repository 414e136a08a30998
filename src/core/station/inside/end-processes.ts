import { readdirSync, readFileSync } from 'node:fs';
import type { Identity } from './setting.ts';

/**
 * Ends everything that runs as the agent, its strays included. Needs no new process, so that it works at the pid
 * limit; stopped first, since a fork bomb outruns a plain sweep. Without a user of its own only `group` is ended.
 */
export function endProcesses(identity: Identity, group: number): void {
  if (!identity) {
    signal(-group, 'SIGKILL');
    return;
  }
  for (const name of ['SIGSTOP', 'SIGKILL'] as const) {
    for (let round = 0; round < 20; round += 1) {
      const pids = pidsOf(identity.uid, name === 'SIGSTOP');
      if (pids.length === 0) break;
      for (const pid of pids) signal(pid, name);
    }
  }
}

/** Live processes of a user; `isMoving` leaves out the stopped ones. Zombies never count. */
function pidsOf(uid: number, isMoving: boolean): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      const status = readStatus(pid);
      const state = /^State:\s+(\S)/m.exec(status)?.[1] ?? 'X';
      const owner = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1] ?? -1);
      return owner === uid && !['Z', 'X', ...(isMoving ? ['T'] : [])].includes(state);
    });
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    if (Math.abs(pid) > 1) process.kill(pid, name);
  } catch {
    // It has gone by itself.
  }
}
