import { readFile } from 'node:fs/promises';
import { text as textFrom } from 'node:stream/consumers';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { JobCard, JobDetail, Readiness } from '../../contract/index.ts';
import type { AddCommands } from '../context.ts';
import { money, printable, table, writeJson } from '../io.ts';
import { withRoom, withRunningRoom } from '../reach-room.ts';

export const addJob: AddCommands = (program, context) => {
  const job = program.command('job').description('the queue of work');

  job
    .command('add')
    .description('queue a task packet')
    .argument('<file>', 'the packet, as YAML')
    .action(async (file: string) => {
      const text = await readPacket(file);
      const { io, flags } = context();
      const { card, readiness } = await withRoom(context(), async room => {
        const added = await room['job.add']({ text });
        return { card: added, readiness: (await room['job.get']({ job: added.id })).readiness };
      });
      if (flags.json) return writeJson(io, card);
      io.out(`${card.id}  ${printable(card.title)}\n${printable(card.status.text)}.\n${nextStep(card.id, readiness)}`);
    });

  job
    .command('list')
    .description('every job, and where it stands')
    .action(async () => {
      const { io, flags } = context();
      const { cards } = await withRoom(context(), room => room['job.list']({}));
      if (flags.json) return writeJson(io, cards);
      io.out(
        cards.length === 0
          ? 'There are no jobs. `andon job add FILE` queues one.\n'
          : table([['JOB', 'COLUMN', 'STATUS', 'COST', 'TITLE'], ...cards.map(row)]),
      );
    });

  job
    .command('show')
    .description('one job: its goal, its readiness and its runs')
    .argument('<job>')
    .action(async (id: string) => {
      const { io, flags } = context();
      const detail = await withRoom(context(), room => room['job.get']({ job: id }));
      if (flags.json) return writeJson(io, detail);
      io.out(described(detail));
    });

  job
    .command('start')
    .description('start a job that is ready, in the room that runs')
    .argument('<job>')
    .action(async (id: string) => {
      const { io, flags } = context();
      const card = await withRunningRoom(context(), room => room['job.start']({ job: id }));
      if (flags.json) return writeJson(io, card);
      io.out(`${card.id}: ${printable(card.status.text)}\n`);
    });

  job
    .command('cancel')
    .description('end a job; what it has made so far is kept')
    .argument('<job>')
    .action(async (id: string) => {
      const { io, flags } = context();
      const card = await withRoom(context(), room => room['job.cancel']({ job: id }));
      if (flags.json) return writeJson(io, card);
      io.out(`${card.id} is cancelled. Its runs and their evidence are kept.\n`);
    });
};

/** What is missing, each with its fix; where nothing is, how to go on. */
function nextStep(id: string, { isReady, items }: Readiness): string {
  const missing = items.filter(item => item.blocks).map(item => `  ${printable(item.problem)} ${printable(item.fix)}\n`);
  return isReady ? `\`andon job start ${id}\` starts it.\n` : missing.join('');
}

async function readPacket(file: string): Promise<string> {
  try {
    return file === '-' ? await textFrom(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('invalid', 'packet.unreadable', `The packet cannot be read: ${messageOf(cause)}.`, {
      hint: 'Give the path of a YAML file, or - for the standard input.',
      cause,
    });
  }
}

function row(card: JobCard): string[] {
  return [card.id, card.column, card.status.text, money(card.costUsd), card.title];
}

function described({ card, goal, readiness, runs }: JobDetail): string {
  const missing = readiness.items.map(item => `  ${item.blocks ? 'must' : 'may '}  ${item.field}: ${item.problem} ${item.fix}`);
  const passes = runs.map(
    run => `  ${run.id}  ${run.terminalState ?? 'running'}${run.reason === null ? '' : `  ${run.reason.text}`}`,
  );
  const parts = [
    `${card.id}  ${card.title}`,
    `${card.status.text} · ${card.project} · ${card.line}${card.isIsolated ? '' : ' · not isolated'}`,
    '',
    goal,
    ...section('Before it can start', missing),
    ...section('Runs', passes),
  ];
  return printable(`${parts.join('\n')}\n`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
