import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { homeOf } from '../../app/room-flags.ts';
import { verifyFolder } from '../../app/verify-folder.ts';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { AddCommands, Context } from '../context.ts';
import { printable, writeJson } from '../io.ts';
import { withRoom } from '../reach-room.ts';

export const addEvidence: AddCommands = (program, context) => {
  const evidence = program.command('evidence').description('what a run hands back');

  evidence
    .command('verify')
    .description('whether a bundle is whole and as it was written')
    .argument('<what>', "a run, checked against its journal and merge, or a bundle's folder")
    .option('--hash <sha256>', 'the hash that a folder must have, as it stands in the merge commit')
    .action(async (what: string, { hash }: { hash?: string }) => {
      const { io, flags, exit } = context();
      const result = await verified(context(), what, hash);
      if (!result.ok) exit(1);
      if (flags.json) return writeJson(io, result);
      io.out(
        result.ok
          ? `The evidence is whole. ${result.hash}\n${comparison(result.comparedWith)}\n`
          : printable(
              `The evidence was changed:\n${result.problems.map(({ file, problem }) => `  ${file}: ${problem}\n`).join('')}`,
            ),
      );
    });

  evidence
    .command('export')
    .description("copy a run's bundle, which is readable alone and offline")
    .argument('<run>')
    .argument('[dir]', 'the folder to put it in', '.')
    .action(async (run: string, dir: string) => {
      const { io, flags } = context();
      const { directory, hash } = await withRoom(context(), room => room['evidence.get']({ run }));
      const target = join(resolve(dir), basename(directory));
      await copied(directory, target);
      if (flags.json) return writeJson(io, { directory: target, hash });
      io.out(`${target}\n`);
    });
};

async function verified(context: Context, what: string, hash: string | undefined) {
  const isFolder = await stat(what).then(
    found => found.isDirectory(),
    () => false,
  );
  return isFolder
    ? verifyFolder(what, hash, [homeOf(context.flags)])
    : withRoom(context, room => room['evidence.verify']({ run: what }));
}

const sources: Readonly<Record<string, string>> = {
  hash: 'the hash you gave',
  journal: 'the journal',
  merge: 'the merge commit',
};

function comparison(comparedWith: readonly string[]): string {
  if (comparedWith.length > 0) return `Compared with ${comparedWith.map(source => sources[source]).join(' and ')}.`;
  return 'Compared with nothing beside itself: no journal here knows it. Give --hash from the merge commit to rule out that a file and its entry were changed together.';
}

/** Never over what is there already: evidence that was handed out stays what it was. */
async function copied(from: string, to: string): Promise<void> {
  try {
    await mkdir(resolve(to, '..'), { recursive: true });
    await cp(from, to, { recursive: true, errorOnExist: true, force: false });
  } catch (cause) {
    throw new AppError('invalid', 'evidence.not-exported', `The bundle was not copied: ${messageOf(cause)}.`, {
      hint: 'Name a folder that does not hold it yet.',
      cause,
    });
  }
}
