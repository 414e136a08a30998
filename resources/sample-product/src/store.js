import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The tickets, in one JSON file. Writes go to a new file that then takes the old one's place, so a crash never
 * leaves half a file.
 */
export function openStore({ directory, seedFile }) {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'tickets.json');
  let tickets = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : readSeed(seedFile);

  function save(next) {
    writeFileSync(`${file}.new`, JSON.stringify(next, null, 2));
    renameSync(`${file}.new`, file);
    tickets = next;
  }

  return {
    list: () => structuredClone(tickets),
    find: id => structuredClone(tickets.find(ticket => ticket.id === id) ?? null),
    add(ticket) {
      const added = { ...ticket, id: ticket.id ?? nextId(tickets) };
      save([...tickets, added]);
      return structuredClone(added);
    },
    /** Changes one ticket by a function of what is stored now, in one step. */
    update(id, change) {
      save(tickets.map(ticket => (ticket.id === id ? change(structuredClone(ticket)) : ticket)));
      return this.find(id);
    },
  };
}

function readSeed(seedFile) {
  if (!seedFile || seedFile === 'none' || !existsSync(seedFile)) return [];
  return JSON.parse(readFileSync(seedFile, 'utf8'));
}

function nextId(tickets) {
  const numbers = tickets.map(ticket => Number(ticket.id.slice(2)));
  return `T-${Math.max(1000, ...numbers) + 1}`;
}
