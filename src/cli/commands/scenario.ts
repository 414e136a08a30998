import { lintScenarios } from '../../app/lint.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';
import { withRoom } from '../reach-room.ts';

export const addScenario: AddCommands = (program, context) => {
  const scenario = program.command('scenario').description('the holdouts that no agent ever sees');

  scenario
    .command('list')
    .description('every scenario of the factory')
    .action(async () => {
      const { io, flags } = context();
      const { scenarios, problems } = await withRoom(context(), room => room['scenario.list']({}));
      if (flags.json) return writeJson(io, { scenarios, problems });
      io.out(
        table([
          ['SCENARIO', 'KIND', 'PROJECT', 'STEPS', 'TITLE'],
          ...scenarios.map(one => [one.id, one.kind, one.project, String(one.steps), one.title]),
        ]),
      );
      for (const { file, problem } of problems) io.err(printable(`${file}: ${problem}\n`));
    });

  scenario
    .command('lint')
    .description('what is wrong with scenarios, and where')
    .argument('<path>', 'a scenario, or a folder of them')
    .action(async (path: string) => {
      const { io, flags, exit } = context();
      const { count, problems } = await lintScenarios(path);
      if (problems.length > 0) exit(1);
      if (flags.json) return writeJson(io, { ok: problems.length === 0, count, problems });
      for (const { file, line, message, fix } of problems) io.out(printable(`${file}:${line}: ${message} ${fix}\n`));
      io.out(
        problems.length === 0
          ? `${count} ${count === 1 ? 'scenario is' : 'scenarios are'} sound.\n`
          : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.\n`,
      );
    });
};
