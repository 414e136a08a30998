import { setTimeout } from 'node:timers/promises';
import type { EventEnvelope, RunDetail } from '../../contract/index.ts';
import type { AddCommands, Context } from '../context.ts';
import { money, printable, writeJson } from '../io.ts';
import { type RoomClient, withRoom } from '../reach-room.ts';

export const addRun: AddCommands = (program, context) => {
  program
    .command('run')
    .description('one run and where it stands; with --follow everything that happens, until it ends or asks')
    .argument('<id>', 'a run, or a job for its newest run')
    .option('--follow', 'stay and write each event; with --json one event per line')
    .action(async (id: string, { follow }: { follow?: boolean }) => {
      const run = await withRoom(context(), async room => {
        const name = await runNamed(room, id);
        return follow ? followed(room, name, context()) : room['run.get']({ run: name });
      });
      const { io, flags, exit } = context();
      if (run.terminalState === 'ESCALATE' || run.terminalState === 'RETRYABLE_FAILURE') exit(1);
      if (flags.json) return follow ? io.out(`${JSON.stringify({ type: 'run', run })}\n`) : writeJson(io, run);
      io.out(described(run));
    });
};

async function runNamed(room: RoomClient, id: string): Promise<string> {
  if (/^J-\d+\.\d+$/.test(id)) return id;
  const { runs, card } = await room['job.get']({ job: id });
  return runs.toSorted((a, b) => a.number - b.number).at(-1)?.id ?? card.run?.id ?? id;
}

/** Writes what happens until the run ends, waits for a person, or the person has seen enough. */
async function followed(room: RoomClient, name: string, { io, flags, signal }: Context): Promise<RunDetail> {
  const events = room['run.events']({ run: name }, signal)[Symbol.asyncIterator]();
  let next = events.next();
  for (;;) {
    // Whether the run is at rest is asked only when nothing more is on its way: what has happened is shown first.
    const isQuiet = (await Promise.race([next, quiet()])) === 'quiet';
    if (isQuiet && isAtRest(await room['run.get']({ run: name }))) break;
    const { done, value } = await next;
    if (done) break;
    io.out(flags.json ? `${JSON.stringify(value)}\n` : line(value));
    next = events.next();
  }
  await events.return?.();
  return room['run.get']({ run: name });
}

function quiet(): Promise<'quiet'> {
  return setTimeout(150, 'quiet');
}

function isAtRest(run: RunDetail): boolean {
  return run.status === 'ended' || run.status === 'cancelled' || run.status === 'waiting';
}

function line(event: EventEnvelope): string {
  return printable(`${new Date(event.at).toISOString().slice(11, 19)}  ${event.text}\n`);
}

function described(run: RunDetail): string {
  const stages = run.stages.map(
    stage =>
      `  ${stage.status.padEnd(9)}  ${stage.title}${stage.visits > 1 ? ` (visit ${stage.visits})` : ''}${stage.detail === null ? '' : `: ${stage.detail}`}`,
  );
  const state = run.terminalState === null ? run.status : `${run.terminalState}: ${run.reason?.text ?? ''}`;
  return printable(
    `${run.id}  ${run.title}\n${state} · ${money(run.costUsd)}\n${stages.join('\n')}\n${run.gate === null ? '' : `\nIt asks: ${run.gate.text}\n`}`,
  );
}
