import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export type ProcessRef = { readonly pid: number; readonly startedAt: string };
type Row = { readonly pid: number; readonly parent: number };

const hasProc = existsSync('/proc/self/stat');

/** Null when there is no such process (any more). */
export function refOf(pid: number): ProcessRef | null {
  const startedAt = startOf(pid);
  return startedAt ? { pid, startedAt } : null;
}

export function isAlive(ref: ProcessRef): boolean {
  return startOf(ref.pid) === ref.startedAt;
}

/** The process and everything under it, and on Linux also what has slipped away but carries the station's mark. */
export function treeOf(root: ProcessRef | null, mark: string): readonly number[] {
  const rows = allProcesses();
  const pids = new Set(root && isAlive(root) ? [root.pid] : []);
  for (let size = -1; size !== pids.size; ) {
    size = pids.size;
    for (const row of rows) if (pids.has(row.parent)) pids.add(row.pid);
  }
  for (const row of rows) if (hasMark(row.pid, mark)) pids.add(row.pid);
  return [...pids];
}

export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      if (pid > 1 && pid !== process.pid) process.kill(pid, signal);
    } catch {
      // It has gone by itself.
    }
  }
}

/** Field 22 of `/proc/PID/stat` (proc(5)): start time since boot. A zombie counts as gone. */
function startOf(pid: number): string | null {
  if (!hasProc) return psColumn(pid, 'lstart');
  const fields = statFields(pid);
  return fields && fields[0] !== 'Z' ? (fields[19] ?? null) : null;
}

/** The fields after the command's name, which may hold anything. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function psColumn(pid: number, column: string): string | null {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function allProcesses(): readonly Row[] {
  if (!hasProc) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map(line => line.trim().split(/\s+/).map(Number)).map(([pid, parent]) => ({ pid: pid!, parent: parent! }));
  }
  const pids = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
  return pids.map(pid => ({ pid, parent: Number(statFields(pid)?.[1] ?? -1) }));
}

function hasMark(pid: number, mark: string): boolean {
  try {
    return hasProc && readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`ANDON_STATION=${mark}`);
  } catch {
    return false;
  }
}
