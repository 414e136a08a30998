import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escalate } from '../src/escalation.js';
import { aTicket, anEmptyStore, anOutsideWorld, dana, noon } from './desk.js';

test('escalating tells the support channel which ticket and who', async t => {
  const store = anEmptyStore(t);
  const world = anOutsideWorld();
  const ticket = store.add(aTicket({ id: 'T-1042' }));
  await escalate(ticket, dana, { store, ...world, now: noon });
  assert.deepEqual(world.posted, ['T-1042 escalated by Dana Marsh: VPN drops (Northwind GmbH, normal)']);
});

test('escalating moves the Jira issue and notes all of it in the activity', async t => {
  const store = anEmptyStore(t);
  const world = anOutsideWorld();
  const ticket = store.add(aTicket({ id: 'T-1042' }));
  const escalated = await escalate(ticket, dana, { store, ...world, now: noon });
  assert.equal(escalated.status, 'escalated');
  assert.equal(escalated.issueStatus, 'In Progress');
  assert.deepEqual(world.started, ['HELP-1']);
  assert.deepEqual(escalated.activity.map(entry => entry.kind), ['person', 'slack', 'jira']);
});

test('a ticket without an issue is escalated in Slack only', async t => {
  const store = anEmptyStore(t);
  const world = anOutsideWorld();
  const ticket = store.add(aTicket({ issueKey: null, issueStatus: null }));
  await escalate(ticket, dana, { store, ...world, now: noon });
  assert.equal(world.posted.length, 1);
  assert.deepEqual(world.started, []);
});
