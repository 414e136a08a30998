import { join } from 'node:path';
import { configFrom, flagWords, homeOf } from '../../app/room-flags.ts';
import { callRoom } from '../../app/room-socket.ts';
import { installation } from '../../app/where.ts';
import type { AddCommands, Context } from '../context.ts';
import { findElectron } from '../find-electron.ts';
import { writeJson } from '../io.ts';
import { withRunningRoom } from '../reach-room.ts';
import { runChild } from '../run-child.ts';

type StartFlags = { readonly browser?: boolean; readonly port?: string; readonly pace?: string; readonly window: boolean };

export const addStart: AddCommands = (program, context) => {
  program
    .command('start')
    .description('open the control room, in a window of its own where Electron is there, else in a browser')
    .option('--browser', 'in a browser')
    .option('--port <port>', 'the port of browser mode (default: 7420 or the next free one)')
    .option('--pace <pace>', 'how fast recorded agents play: human or fast')
    .option('--no-window', 'only say where it is')
    .action(async (flags: StartFlags) => {
      const running = await callRoom(homeOf(context().flags));
      running?.destroy();
      if (running !== null) return show(context());
      context().exit(await startShell(context(), flags));
    });

  program
    .command('open')
    .description('show the control room that runs: its window, or a fresh link that works once')
    .action(() => show(context()));
};

async function show(context: Context): Promise<void> {
  const { io, flags } = context;
  const answer = await withRunningRoom(context, room => room['shell.open']({}));
  if (flags.json) return writeJson(io, answer);
  io.out(answer.shown === 'window' ? 'The control room is shown in its window.\n' : `${answer.url}\n`);
}

/** Starts the shell as a process of its own and stays until it ends. */
async function startShell({ io, flags: common, signal }: Context, flags: StartFlags) {
  const words = flagWords(configFrom({ ...common, pace: flags.pace }, () => {}));
  const electron = flags.browser ? null : await findElectron(message => io.err(`${message}\n`));
  if (electron !== null) return runChild({ program: electron, args: [installation, ...words], signal });
  const own = [
    ...(flags.port === undefined ? [] : ['--port', flags.port]),
    ...(common.json ? ['--json'] : []),
    ...(flags.window ? [] : ['--no-window']),
  ];
  return runChild({ program: process.execPath, args: [join(installation, 'src/server/main.ts'), ...words, ...own], signal });
}
