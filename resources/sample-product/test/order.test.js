import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderTickets } from '../src/order.js';
import { aTicket } from './desk.js';

test('what was touched last comes first', () => {
  const early = aTicket({ id: 'T-1', updatedAt: '2026-01-14T08:00:00.000Z' });
  const late = aTicket({ id: 'T-2', updatedAt: '2026-01-15T08:00:00.000Z' });
  assert.deepEqual(orderTickets([early, late]), [late, early]);
});

test('of two tickets touched at the same moment the newer one comes first', () => {
  const first = aTicket({ id: 'T-1' });
  const second = aTicket({ id: 'T-2' });
  assert.deepEqual(orderTickets([first, second]), [second, first]);
});

test('the list it is given stays as it was', () => {
  const tickets = [aTicket({ id: 'T-1' }), aTicket({ id: 'T-2' })];
  orderTickets(tickets);
  assert.deepEqual(tickets.map(ticket => ticket.id), ['T-1', 'T-2']);
});
