import { readFile, stat } from 'node:fs/promises';
import { AppError, messageOf } from '../base/app-error.ts';
import { lineFromDot } from '../core/line/from-dot.ts';
import { loadScenarios } from '../core/scenario/library.ts';
import { readScenario } from '../core/scenario/scenario.ts';
import type { ScenarioProblem } from '../core/scenario/scenario-problem.ts';

/** Reads a line's DOT file without a room. Throws `invalid` only when the file cannot be read at all. */
export async function lintLine(file: string): Promise<{ errors: string[]; warnings: readonly string[] }> {
  const text = await textOf(file);
  try {
    return { errors: [], warnings: lineFromDot(text, file).warnings };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return { errors: [error.message], warnings: [] };
    throw error;
  }
}

/** Reads one scenario or a folder of them without a room; `count` is how many are sound. */
export async function lintScenarios(path: string): Promise<{ count: number; problems: readonly ScenarioProblem[] }> {
  if (await isFolder(path)) {
    const { scenarios, problems } = await loadScenarios(path);
    return { count: scenarios.length, problems };
  }
  const read = readScenario(await textOf(path), path);
  return 'problems' in read ? { count: 0, problems: read.problems } : { count: 1, problems: [] };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('invalid', 'file.unreadable', `${file} cannot be read: ${messageOf(cause)}.`, {
      hint: 'Give the path of a file that is there.',
      cause,
    });
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}
