import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { exitCodeOf } from '../app/exit-code.ts';
import { installation } from '../app/where.ts';
import { addCord } from './commands/cord.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvidence } from './commands/evidence.ts';
import { addFactory } from './commands/factory.ts';
import { addGate } from './commands/gate.ts';
import { addJob } from './commands/job.ts';
import { addLine } from './commands/line.ts';
import { addRun } from './commands/run.ts';
import { addScenario } from './commands/scenario.ts';
import { addStart } from './commands/start.ts';
import { addStation } from './commands/station.ts';
import { addTwin } from './commands/twin.ts';
import type { AddCommands, CommonFlags, Context } from './context.ts';
import { type Io, writeError } from './io.ts';

const all: readonly AddCommands[] = [
  addStart,
  addDoctor,
  addDemo,
  addFactory,
  addJob,
  addRun,
  addGate,
  addStation,
  addEvidence,
  addCord,
  addLine,
  addScenario,
  addTwin,
];

/** Runs one command line and answers its exit status; never throws and never ends the process. */
export async function runCli(args: readonly string[], io: Io, signal: AbortSignal): Promise<number> {
  let status = 0;
  const program = createProgram(io);
  const exit = (code: number) => {
    status = code;
  };
  const context = (): Context => ({ io, signal, flags: program.opts<CommonFlags>(), exit });
  for (const add of all) add(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    writeError(io, error, args.includes('--json'));
    return exitCodeOf(error);
  }
}

function createProgram(io: Io): Command {
  return new Command('andon')
    .description('The control room for one engineer and a fleet of coding agents.')
    .option('--home <dir>', "Andon's own folder (default: $ANDON_HOME, else ~/.andon)")
    .option('--factory <dir>', 'the factory to work with (default: the sample factory)')
    .option('--runtime <name>', 'where stations run: auto, docker or local')
    .option('--json', 'write one JSON document to the standard output')
    .version(versionOf(), '--version')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: text => io.out(text), writeErr: text => io.err(text) })
    .showHelpAfterError('(`andon --help` lists the commands)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', '\nExit status: 0 done, 1 the work failed, 2 wrong use, 3 the environment is not fit.');
}

function versionOf(): string {
  return String(JSON.parse(readFileSync(join(installation, 'package.json'), 'utf8')).version);
}
