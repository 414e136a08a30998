import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterTickets, readFilter } from '../src/filter.js';
import { aTicket, dana } from './desk.js';

const tickets = [
  aTicket({ id: 'T-1', status: 'open', assignee: 'Dana Marsh' }),
  aTicket({ id: 'T-2', status: 'escalated', assignee: null }),
  aTicket({ id: 'T-3', status: 'solved', assignee: 'Lee Ortiz' }),
];

function shown(query) {
  return filterTickets(tickets, readFilter(new URLSearchParams(query), dana)).map(ticket => ticket.id);
}

test('without a filter every ticket is shown', () => {
  assert.deepEqual(shown(''), ['T-1', 'T-2', 'T-3']);
});

test('a status shows the tickets that have it', () => {
  assert.deepEqual(shown('status=open'), ['T-1']);
});

test('"me" is whoever is signed in', () => {
  assert.deepEqual(shown('assignee=me'), ['T-1']);
});
