import { lintLine } from '../../app/lint.ts';
import { AppError } from '../../base/app-error.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';
import { withRoom } from '../reach-room.ts';

export const addLine: AddCommands = (program, context) => {
  const line = program.command('line').description('the ways that work can go');

  line
    .command('list')
    .description('every line of the factory')
    .action(async () => {
      const { io, flags } = context();
      const lines = await withRoom(context(), room => room['line.list']({}));
      if (flags.json) return writeJson(io, lines);
      io.out(table([['LINE', 'STAGES', 'GOAL'], ...lines.map(one => [one.name, String(one.stages.length), one.goal])]));
    });

  line
    .command('show')
    .description('one line as DOT')
    .argument('<line>')
    .action(async (name: string) => {
      const { io, flags } = context();
      const lines = await withRoom(context(), room => room['line.list']({}));
      const found = lines.find(one => one.name === name);
      if (found === undefined)
        throw new AppError('missing', 'line.missing', `There is no line "${name}".`, {
          hint: `There are: ${lines.map(one => one.name).join(', ')}.`,
        });
      if (flags.json) return writeJson(io, found);
      io.out(`${printable(found.dot).trimEnd()}\n`);
    });

  line
    .command('lint')
    .description('what is wrong with a line, and where')
    .argument('<file>', 'a line.dot')
    .action(async (file: string) => {
      const { io, flags, exit } = context();
      const { errors, warnings } = await lintLine(file);
      if (errors.length > 0) exit(1);
      if (flags.json) return writeJson(io, { ok: errors.length === 0, errors, warnings });
      io.out(
        printable(
          [
            ...errors,
            ...warnings.map(text => `warning: ${text}`),
            errors.length === 0 ? 'The line can run.' : 'The line cannot run.',
          ].join('\n'),
        ),
      );
      io.out('\n');
    });
};
