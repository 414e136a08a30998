import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store.js';

export const dana = { id: '00u1', name: 'Dana Marsh', email: 'dana.marsh@relay.example' };

export const noon = () => new Date('2026-01-15T12:00:00Z');

/** A ticket with everything a test does not care about filled in. */
export function aTicket(fields) {
  return {
    id: 'T-1001',
    title: 'VPN drops',
    body: '',
    customer: 'Northwind GmbH',
    priority: 'normal',
    status: 'open',
    requester: 'Priya Kaur',
    assignee: null,
    createdAt: '2026-01-15T08:00:00.000Z',
    updatedAt: '2026-01-15T08:00:00.000Z',
    dueAt: '2026-01-15T16:00:00.000Z',
    issueKey: 'HELP-1',
    issueStatus: 'To Do',
    activity: [],
    ...fields,
  };
}

/** An empty store in a folder of its own, which goes away with the test. */
export function anEmptyStore(t) {
  const directory = mkdtempSync(join(tmpdir(), 'relay-desk-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return openStore({ directory });
}
