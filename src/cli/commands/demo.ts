import { join } from 'node:path';
import { configFrom, homeOf } from '../../app/room-flags.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';

export const addDemo: AddCommands = (program, context) => {
  program
    .command('demo')
    .description("the sample factory's jobs from end to end without a window; the actor `demo` answers the gates")
    .option('--fast', 'recorded agents play at once (the default)')
    .option('--human', 'recorded agents play at human speed')
    .action(async ({ human }: { human?: boolean }) => {
      const { io, flags, signal, exit } = context();
      const onProgress = (message: string) => io.err(`${printable(message)}\n`);
      const { runDemo } = await import('../../app/demo.ts');
      const home = flags.home ?? demoHome();
      const report = await runDemo(configFrom({ ...flags, home, pace: human ? 'human' : 'fast' }, onProgress), {
        onProgress,
        signal,
      });
      if (report.jobs.some(job => job.terminalState === null)) exit(1);
      if (flags.json) return writeJson(io, report);
      const rows = report.jobs.map(job => [
        job.id,
        job.terminalState ?? '–',
        job.disposition ?? '–',
        job.title,
        job.evidence ?? '–',
      ]);
      io.out(table([['JOB', 'ENDED AS', 'THEN', 'TITLE', 'EVIDENCE'], ...rows]));
      io.out(`${report.isolation}, ${(report.durationMs / 1000).toFixed(1)} s\n`);
    });
};

/** Beside the engineer's own room. */
function demoHome(): string {
  return join(homeOf({}), 'demo');
}
