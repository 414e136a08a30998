import { processIo } from './io.ts';
import { runCli } from './run-cli.ts';

const interrupted = new AbortController();
// The first Ctrl-C lets a command end in good order; the second one does not wait.
process.once('SIGINT', () => {
  interrupted.abort();
  process.once('SIGINT', () => process.exit(130));
});

const status = await runCli(process.argv.slice(2), processIo, interrupted.signal);
// A room that was opened here may leave something running that would keep this process; what was written comes first.
process.stdout.write('', () => process.exit(status));
