import { join } from 'node:path';
import { installation } from '../../app/where.ts';
import type { AddCommands } from '../context.ts';
import { type Io, writeJson } from '../io.ts';
import { runChild } from '../run-child.ts';

export const addTwin: AddCommands = (program, context) => {
  program
    .command('twin')
    .description('the copies of outside services')
    .command('start')
    .description('one twin alone, until Ctrl-C')
    .argument('<name>', 'slack, okta or jira')
    .option('--port <port>', 'the port to listen on', '0')
    .option('--seed <file>', 'what it holds at the start')
    .action(async (name: string, { port, seed }: { port: string; seed?: string }) => {
      const { io, flags, signal, exit } = context();
      const seeded = seed === undefined ? [] : ['--seed', seed];
      const args = [join(installation, 'digital-twins/start.ts'), name, '--port', port, ...seeded];
      const start = { program: process.execPath, args, signal };
      exit(await runChild(flags.json ? { ...start, onOutput: addressesAsJson(io, name) } : start));
    });
};

/** Reads where the twin is from the two lines it writes, and answers that once, as JSON. */
function addressesAsJson(io: Io, name: string): (text: string) => void {
  let written = '';
  let isDone = false;
  return text => {
    written += text;
    const [, url] = /twin: (\S+)\n/.exec(written) ?? [];
    const [, admin, token] = /admin: (\S+) \(Authorization: Bearer (\S+)\)\n/.exec(written) ?? [];
    if (isDone || url === undefined || admin === undefined) return;
    isDone = true;
    writeJson(io, { name, url, admin, token });
  };
}
