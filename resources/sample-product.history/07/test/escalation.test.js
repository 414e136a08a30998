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
