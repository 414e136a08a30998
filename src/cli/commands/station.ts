import type { StationView } from '../../contract/index.ts';
import { decodeTerminalFrame } from '../../contract/index.ts';
import { attachTerminal } from '../attach-terminal.ts';
import type { AddCommands } from '../context.ts';
import { printable, table, writeJson } from '../io.ts';
import { withRoom } from '../reach-room.ts';

export const addStation: AddCommands = (program, context) => {
  const station = program.command('station').description('the sealed containers in which work is done');

  station
    .command('list')
    .description('every station there is')
    .action(async () => {
      const { io, flags } = context();
      const stations = await withRoom(context(), room => room['station.list']({}));
      if (flags.json) return writeJson(io, stations);
      io.out(
        stations.length === 0
          ? 'There are no stations.\n'
          : table([['STATION', 'PURPOSE', 'STATUS', 'WHERE'], ...stations.map(row)]),
      );
    });

  station
    .command('inspect')
    .description('one station and its limits')
    .argument('<station>')
    .action(async (id: string) => {
      const { io, flags } = context();
      const view = await withRoom(context(), room => room['station.inspect']({ station: id }));
      if (flags.json) return writeJson(io, view);
      const { limits } = view;
      io.out(
        printable(
          `${row(view).join('  ')}\n${limits.memoryMb} MB of memory, ${limits.cpus} CPUs, ${limits.pids} processes, ${limits.diskMb} MB of disk\n${view.cause === null ? '' : `${view.cause}\n`}`,
        ),
      );
    });

  station
    .command('attach')
    .description(
      'its terminal, here; Ctrl-] leaves without ending anything. With --json its output so far and onwards, a line per frame',
    )
    .argument('<station>')
    .action(async (id: string) => {
      const { io, flags, signal, exit } = context();
      await withRoom(context(), async room => {
        if (!flags.json) return attachTerminal(room, { station: id, input: process.stdin, output: process.stdout, signal });
        for await (const bytes of room['station.terminal']({ station: id }, signal)) {
          const frame = decodeTerminalFrame(bytes);
          if (frame.type === 'ended' && frame.exitCode !== 0) exit(1);
          io.out(
            `${JSON.stringify(frame.type === 'output' ? { ...frame, bytes: Buffer.from(frame.bytes).toString('base64') } : frame)}\n`,
          );
        }
      });
    });

  station
    .command('rm')
    .description('stop a station and delete it with its files; commits it has handed back are kept')
    .argument('<station>')
    .option('--yes', 'do it without saying first what is deleted')
    .action(async (id: string, { yes }: { yes?: boolean }) => {
      const { io, flags, exit } = context();
      await withRoom(context(), async room => {
        const view = await room['station.inspect']({ station: id });
        if (!yes) {
          exit(2);
          return io.err(
            printable(`This deletes ${view.id} (${view.purpose}, ${view.status}) and everything in it. Say so with --yes.\n`),
          );
        }
        await room['station.remove']({ station: id });
        return flags.json ? writeJson(io, { removed: id }) : io.out(`${printable(id)} is gone.\n`);
      });
    });
};

function row(view: StationView): string[] {
  return [
    view.id,
    view.purpose,
    view.status + (view.isOrphan ? ' (orphan)' : ''),
    view.runtime + (view.isIsolated ? '' : ', not isolated'),
  ];
}
