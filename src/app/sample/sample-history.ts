import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

/** `sample-history/1`: the commits of the sample product, oldest first. See resources/sample-product.history/README.md. */
const SampleHistory = z.strictObject({
  schema: z.literal('sample-history/1'),
  commits: z
    .array(
      z.strictObject({
        id: z.string().regex(/^\d\d$/),
        at: z.iso.datetime({ offset: true }),
        author: z.strictObject({ name: z.string().min(1), email: z.email() }),
        message: z.string().min(1),
        final: z.array(z.string().min(1)),
      }),
    )
    .min(1),
});

/** A file of a commit: its path inside the repository, with forward slashes, and its bytes. */
export type SampleFile = { readonly path: string; readonly bytes: Uint8Array };

/** One commit: what it adds or replaces. `at` is ISO with the author's offset. */
export type SampleCommit = {
  readonly at: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
  readonly files: readonly SampleFile[];
};

/** The sample product's commits, oldest first, read from the `resources` folder. */
export async function readSampleHistory(resources: string): Promise<readonly SampleCommit[]> {
  const product = join(resources, 'sample-product');
  const older = join(resources, 'sample-product.history');
  const { commits } = SampleHistory.parse(JSON.parse(await readFile(join(older, 'history.json'), 'utf8')));
  return Promise.all(
    commits.map(async ({ id, final, ...commit }) => ({
      ...commit,
      files: [...(await readFiles(join(older, id))), ...(await Promise.all(final.map(path => readOne(product, path))))],
    })),
  );
}

/** Every file below a folder, sorted by path; none when the folder is not there. Dependencies and data left by a trial run are passed over. */
export async function readFiles(folder: string): Promise<readonly SampleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(path => !/^(node_modules|data)\//.test(path))
    .sort();
  return Promise.all(paths.map(path => readOne(folder, path)));
}

async function readOne(folder: string, path: string): Promise<SampleFile> {
  return { path, bytes: await readFile(join(folder, path)) };
}
