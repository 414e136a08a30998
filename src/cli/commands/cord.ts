import type { AddCommands } from '../context.ts';
import { writeJson } from '../io.ts';
import { withRoom } from '../reach-room.ts';

export const addCord: AddCommands = (program, context) => {
  program
    .command('cord')
    .description('pull the cord: nothing works, spends or is merged until it is released')
    .option('--release', 'let everything go on')
    .option('--reason <text>', 'why it was pulled', '')
    .action(async ({ release, reason }: { release?: boolean; reason: string }) => {
      const { io, flags } = context();
      const state = await withRoom(context(), room => (release ? room['cord.release']({}) : room['cord.pull']({ reason })));
      if (flags.json) return writeJson(io, { cord: state.cord });
      io.out(
        state.cord === null
          ? 'The line runs.\n'
          : `The line is stopped (${state.cord.by}). \`andon cord --release\` lets it go on.\n`,
      );
    });
};
