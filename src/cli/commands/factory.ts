import { addProject, checkProject, initFactory } from '../../app/factory-folder.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';

export const addFactory: AddCommands = (program, context) => {
  program
    .command('init')
    .description('make a factory: the folder, under git, that holds lines, scenarios and seeds')
    .argument('<dir>')
    .action(async (dir: string) => {
      const { io, flags } = context();
      const made = await initFactory(dir);
      if (flags.json) return writeJson(io, made);
      io.out(`${made.directory} is a factory now. Next: andon project add PATH --factory ${dir}\n`);
    });

  const project = program.command('project').description('the products that the factory works on');

  project
    .command('add')
    .description("write a product's repository into the factory")
    .argument('<path>', "the product's git repository")
    .option('--name <name>', "the project's name (default: the folder's)")
    .action(async (path: string, { name }: { name?: string }) => {
      const { io, flags } = context();
      const added = await addProject(flags.factory ?? '.', path, name);
      if (flags.json) return writeJson(io, added);
      io.out(
        `${added.name} stands in ${added.file} now. Say there how it is installed, started and checked, then: andon project doctor ${path}\n`,
      );
    });

  project
    .command('doctor')
    .description('whether Andon can work on a repository')
    .argument('<path>', "a git repository, or a project's name in the factory")
    .option('--target <branch>', 'the branch that work is merged into', 'main')
    .action(async (path: string, { target }: { target: string }) => {
      const { io, flags, exit } = context();
      const checks = await checkProject(flags.factory ?? '.', path, target);
      if (checks.some(check => check.status === 'failed')) exit(1);
      if (flags.json) return writeJson(io, checks);
      io.out(table([['', 'CHECK', 'FOUND'], ...checks.map(check => [check.status, check.id, check.message])]));
      for (const check of checks) if (check.fix !== null) io.out(printable(`\n${check.id}: ${check.fix}\n`));
    });
};
