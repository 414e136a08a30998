import { join } from 'node:path';
import { installation } from '../../app/where.ts';
import type { AddCommands, Context } from '../context.ts';
import { type Io, writeJson } from '../io.ts';
import { runChild } from '../run-child.ts';

export const addTwin: AddCommands = (program, context) => {
  const twin = program.command('twin').description('the copies of outside services');
  twin
    .command('start')
    .description('one twin alone, until Ctrl-C')
    .argument('<name>', 'slack, okta or jira')
    .option('--port <port>', 'the port to listen on', '0')
    .option('--admin-port <port>', 'the port of its admin interface', '0')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--seed <file>', 'what it holds at the start; - reads it from standard input')
    .action(async (name: string, options: Readonly<Record<string, string>>) => {
      const { io, flags, signal, exit } = context();
      const start = childOf('start.ts', [name, ...wordsOf(options)], signal);
      exit(await runChild(flags.json ? { ...start, onOutput: addressesAsJson(io, name) } : start));
    });
  twin
    .command('image')
    .description('the twins as a small container image, made of what is on this machine')
    .option('--tag <name>', 'the name of the image', 'andon-twins')
    .action(async (options: Readonly<Record<string, string>>) => runTool(context(), 'image.ts', wordsOf(options)));
  twin
    .command('schema')
    .description('the JSON Schema of a seed, for an editor')
    .action(async () => runTool(context(), 'schema.ts', []));
  twin
    .command('record')
    .description('write down real traffic with a service of your own, without its secrets')
    .requiredOption('--upstream <url>', 'the real service: a sandbox of your own')
    .requiredOption('--out <file>', 'the recording, one exchange a line; must not be there yet')
    .option('--port <port>', 'the port that stands in for the service', '0')
    .option('--sandbox', 'yes, it is a sandbox of my own')
    .action(async (options: Readonly<Record<string, string | true>>) => runTool(context(), 'record.ts', wordsOf(options)));
  twin
    .command('drift')
    .description('how a twin differs from a recording of the real service, worst first')
    .argument('<recording>', 'what twin record wrote, a HAR file, or a VCR cassette')
    .requiredOption('--twin <name>', 'slack, okta or jira')
    .option('--seed <file>', 'what the twin holds before each group of the recording')
    .option('--authorization <value>', 'what stands in for the header that was taken out of the recording')
    .action(async (recording: string, options: Readonly<Record<string, string>>) => {
      const now = context();
      await runTool(now, 'drift.ts', [recording, ...wordsOf(options), ...(now.flags.json ? ['--json'] : [])]);
    });
};

async function runTool({ signal, exit }: Context, file: string, words: readonly string[]): Promise<void> {
  exit(await runChild(childOf(file, words, signal)));
}

function childOf(file: string, words: readonly string[], signal: AbortSignal) {
  return { program: process.execPath, args: [join(installation, 'digital-twins', file), ...words], signal };
}

/** The options as they were given, for the program that understands them. */
function wordsOf(options: Readonly<Record<string, string | true>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, value];
  });
}

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
