import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { DoctorCheck } from '../contract/index.ts';
import { dockerCheck, engineFacts } from './docker-engine.ts';
import {
  agentCheck,
  browserCheck,
  diskCheck,
  gitCheck,
  imageCheck,
  nodeCheck,
  sandboxCheck,
  windowCheck,
} from './doctor-checks.ts';
import { installation } from './where.ts';

/** Looks at the machine and at the home; changes nothing. A failed check means that the line cannot run. */
export async function examine(home: string): Promise<DoctorCheck[]> {
  const engine = await engineFacts();
  const checks = [
    nodeCheck(),
    browserCheck(),
    dockerCheck(engine),
    imageCheck(engine),
    gitCheck(),
    diskCheck(home),
    agentCheck(),
    windowCheck(),
  ];
  return Promise.all(engine.status === 'up' ? checks : [...checks, sandboxCheck()]);
}

/** Parts of the system that `scripts/system.mjs` can put in place, by the check that asks for them. */
const parts: Readonly<Record<string, string>> = { browser: 'chromium', docker: 'docker', sandbox: 'bubblewrap' };

/** Mends what can be mended by itself; what cannot keeps its command. Programs that install say what they do to `say`. */
export async function mend(checks: readonly DoctorCheck[], say: (message: string) => void): Promise<void> {
  const wanted = checks.filter(check => check.status !== 'ok' && check.canFix).flatMap(check => parts[check.id] ?? []);
  if (wanted.length > 0) await install(wanted, say);
}

function install(wanted: readonly string[], say: (message: string) => void): Promise<void> {
  return new Promise(done => {
    const child = spawn(process.execPath, [join(installation, 'scripts/system.mjs'), ...wanted], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pass = (bytes: Buffer) => say(bytes.toString('utf8').trimEnd());
    child.stdout.on('data', pass);
    child.stderr.on('data', pass);
    child.once('error', error => say(error.message));
    // Whether it helped is seen by looking again, not by what an installer says.
    child.once('close', () => done());
  });
}
