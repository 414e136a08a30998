import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

type Packet = Record<string, unknown> & {
  title: string;
  acceptance: { id: string }[];
  reproduction: { scenarios: string[]; commands: string[] };
  agent: { adapter: string; recording: string };
  stop: Record<string, unknown>;
};

/** Changes a YAML file of a factory as data. */
export async function changeYaml<T = Record<string, unknown>>(file: string, change: (value: T) => void): Promise<void> {
  const value = parseDocument(await readFile(file, 'utf8')).toJS() as T;
  change(value);
  // JSON is YAML, and nothing in it is folded or guessed.
  await writeFile(file, JSON.stringify(value, null, 2));
}

/** Changes one of the sample's packets, found by the number that its file begins with. */
export async function changePacket(factory: string, number: number, change: (packet: Packet) => void): Promise<void> {
  await changeYaml(join(factory, 'packets', await packetFile(factory, number)), change);
}

export async function packetText(factory: string, number: number): Promise<string> {
  return readFile(join(factory, 'packets', await packetFile(factory, number)), 'utf8');
}

async function packetFile(factory: string, number: number): Promise<string> {
  const found = (await readdir(join(factory, 'packets'))).find(name => name.startsWith(`${number}-`));
  if (!found) throw new Error(`the sample has no packet ${number}`);
  return found;
}
