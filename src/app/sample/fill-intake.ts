import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineOfPacket, parsePacket } from '../../core/job/packet.ts';
import type { Journal } from '../../core/journal/journal.ts';

/** Put the sample's packets into an empty board's intake, so that a first look has something to start. They start nothing by themselves. */
export async function fillIntake(journal: Journal, factory: string): Promise<void> {
  if (journal.jobs().length > 0) return;
  const folder = join(factory, 'packets');
  for (const file of (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort()) {
    const text = await readFile(join(folder, file), 'utf8');
    const packet = parsePacket(text, file);
    journal.addJob(
      { packet: text, title: packet.title, project: packet.project, line: lineOfPacket(packet), kind: packet.kind },
      'sample',
    );
  }
}
