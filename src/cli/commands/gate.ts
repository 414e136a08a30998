import { AppError } from '../../base/app-error.ts';
import type { Gate } from '../../contract/index.ts';
import type { AddCommands } from '../context.ts';
import { printable, writeJson } from '../io.ts';
import { type RoomClient, withRoom } from '../reach-room.ts';

export const addGate: AddCommands = (program, context) => {
  const gate = program.command('gate').description('questions that wait for you');

  gate
    .command('list')
    .description('every question that is open, with the answers it takes')
    .action(async () => {
      const { io, flags } = context();
      const gates = await withRoom(context(), room => room['gate.list']({}));
      if (flags.json) return writeJson(io, gates);
      io.out(gates.length === 0 ? 'Nothing waits for you.\n' : gates.map(asked).join('\n'));
    });

  gate
    .command('answer')
    .description('answer a question')
    .argument('<gate>', 'its id, or the job or run it belongs to')
    .argument('<choice>')
    .option('--note <text>', 'what should be known about it', '')
    .action(async (id: string, choice: string, { note }: { note: string }) => {
      const { io, flags } = context();
      const answered = await withRoom(context(), room => answer(room, { id, choice, note }));
      if (flags.json) return writeJson(io, answered);
      io.out(`${answered.run} goes on.\n`);
    });
};

type Answer = { readonly id: string; readonly choice: string; readonly note: string };

/** Answers the question as it stands at this moment; if it changes meanwhile, the room says `conflict`. */
async function answer(room: RoomClient, { id, choice, note }: Answer) {
  const gates = await room['gate.list']({});
  const gate = gates.find(one => one.id === id || one.run === id || one.job === id);
  if (gate === undefined)
    throw new AppError('missing', 'gate.missing', `Nothing asks under "${id}".`, {
      hint: '`andon gate list` shows what is open.',
    });
  const known = gate.choices.find(one => one.id === choice);
  if (known === undefined)
    throw new AppError('invalid', 'gate.unknown-choice', `"${choice}" is no answer to this question.`, {
      hint: `It takes: ${gate.choices.map(one => one.id).join(', ')}.`,
    });
  return room['gate.answer']({ gate: gate.id, choice, note, version: gate.version });
}

function asked(gate: Gate): string {
  const choices = gate.choices.map(
    choice =>
      `  ${choice.id}  ${choice.label}${choice.needsNote ? ' (needs --note)' : ''}${choice.blocked === null ? '' : ` (not now: ${choice.blocked})`}\n`,
  );
  return printable(`${gate.id}  ${gate.job}  ${gate.kind}\n${gate.text}\n${choices.join('')}`);
}
