import { examine, mend } from '../../app/doctor.ts';
import { homeOf } from '../../app/room-flags.ts';
import type { DoctorCheck } from '../../contract/index.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';

export const addDoctor: AddCommands = (program, context) => {
  program
    .command('doctor')
    .description('whether this machine has what Andon needs, and the one fix for what it lacks')
    .option('--fix', 'mend what can be mended by itself')
    .action(async ({ fix }: { fix?: boolean }) => {
      const { io, flags, exit } = context();
      const home = homeOf(flags);
      const checks = await examine(home);
      if (fix) await mend(checks, message => io.err(`${printable(message)}\n`));
      const after = fix ? await examine(home) : checks;
      if (after.some(check => check.status === 'failed')) exit(3);
      if (flags.json) return writeJson(io, after);
      io.out(table([['', 'CHECK', 'FOUND'], ...after.map(row)]));
      for (const check of after)
        if (check.fix !== null && check.status !== 'ok')
          io.out(`\n${check.title}: ${check.fix}${check.canFix ? '\n  (`andon doctor --fix` does it)' : ''}\n`);
    });
};

function row({ status, title, detail }: DoctorCheck): string[] {
  return [{ ok: 'ok', warning: 'warn', failed: 'FAIL' }[status], title, detail];
}
