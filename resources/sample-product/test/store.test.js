import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openStore } from '../src/store.js';
import { aTicket, anEmptyStore } from './desk.js';

test('the first ticket is T-1001, and numbers go up', t => {
  const store = anEmptyStore(t);
  assert.equal(store.add(aTicket({ id: undefined })).id, 'T-1001');
  assert.equal(store.add(aTicket({ id: undefined })).id, 'T-1002');
});

test('tickets are there after a restart', t => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-desk-'));
  t.after(() => rmSync(directory, { recursive: true }));
  openStore({ directory }).add(aTicket({ title: 'Kept' }));
  assert.equal(openStore({ directory }).list()[0].title, 'Kept');
});

test('a new store starts with the seed', t => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-desk-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const seedFile = join(directory, 'seed.json');
  writeFileSync(seedFile, JSON.stringify([aTicket({ id: 'T-1042' })]));
  const store = openStore({ directory: join(directory, 'data'), seedFile });
  assert.equal(store.find('T-1042').title, 'VPN drops');
  assert.equal(store.add(aTicket({ id: undefined })).id, 'T-1043');
});

test('what a caller changes in a ticket it found is not stored', t => {
  const store = anEmptyStore(t);
  const { id } = store.add(aTicket());
  store.find(id).title = 'changed';
  assert.equal(store.find(id).title, 'VPN drops');
});
