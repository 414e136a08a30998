import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderTickets } from '../src/order.js';
import { aTicket } from './desk.js';

test('the most urgent ticket comes first', () => {
  const low = aTicket({ id: 'T-2', priority: 'low' });
  const urgent = aTicket({ id: 'T-1', priority: 'urgent' });
  assert.deepEqual(orderTickets([low, urgent]), [urgent, low]);
});

test('of equally urgent tickets the newest comes first', () => {
  const old = aTicket({ id: 'T-1', createdAt: '2026-01-14T08:00:00.000Z' });
  const recent = aTicket({ id: 'T-2', createdAt: '2026-01-15T08:00:00.000Z' });
  assert.deepEqual(orderTickets([old, recent]), [recent, old]);
});
