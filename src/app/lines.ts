import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import { lineFromDot, type ReadLine } from '../core/line/from-dot.ts';
import type { LineFile } from './api/context.ts';

/** The lines there are: the factory's own, and the built-in ones that it does not replace. */
export type Lines = {
  files(): Promise<readonly LineFile[]>;
  read(name: string): Promise<ReadLine>;
  /** A text that a line's `@path` names. Throws `missing` when it is not there. */
  prompt(line: string, path: string): Promise<string>;
};

/** `folders` in the order in which they are looked through: the first that has a line of that name wins. */
export function createLines(folders: readonly string[]): Lines {
  const folderOf = async (name: string) => {
    for (const folder of folders) if ((await namesIn(folder)).includes(name)) return join(folder, name);
    const names = await allNames(folders);
    throw new AppError('missing', 'line.missing', `There is no line called “${name}”.`, {
      hint: `There are: ${names.join(', ')}.`,
    });
  };
  const dotOf = async (name: string) => readFile(join(await folderOf(name), 'line.dot'), 'utf8');
  return {
    files: async () => Promise.all((await allNames(folders)).map(async name => ({ name, dot: await dotOf(name) }))),
    read: async name => {
      const { line, warnings } = lineFromDot(await dotOf(name), `${name}/line.dot`);
      return { line: { ...line, name }, warnings };
    },
    prompt: async (line, path) => (path === '' ? '' : readPrompt(await folderOf(line), path)),
  };
}

async function readPrompt(folder: string, path: string): Promise<string> {
  if (path.split(/[\\/]/).includes('..') || path.startsWith('/'))
    throw new AppError('invalid', 'line.prompt', `A prompt lies inside its line’s folder; “${path}” does not.`);
  return readFile(join(folder, path), 'utf8').catch(cause => {
    throw new AppError('missing', 'line.prompt', `The line’s prompt ${path} is not in ${folder}.`, { cause });
  });
}

async function allNames(folders: readonly string[]): Promise<string[]> {
  return [...new Set((await Promise.all(folders.map(namesIn))).flat())].sort();
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
}
