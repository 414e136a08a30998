import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftTicket, InvalidTicket } from '../src/tickets.js';
import { dana, noon } from './desk.js';

test('a new ticket is open, unassigned and says who raised it', () => {
  const ticket = draftTicket({ title: ' Mouse broken ', priority: 'low' }, dana, noon());
  assert.equal(ticket.title, 'Mouse broken');
  assert.equal(ticket.status, 'open');
  assert.equal(ticket.assignee, null);
  assert.equal(ticket.activity[0].text, 'Dana Marsh raised the ticket');
});

test('an urgent ticket wants its first reply within the hour', () => {
  assert.equal(draftTicket({ title: 'Fire', priority: 'urgent' }, dana, noon()).dueAt, '2026-01-15T13:00:00.000Z');
});

test('a ticket without a subject is refused', () => {
  assert.throws(() => draftTicket({ title: ' ', priority: 'low' }, dana, noon()), InvalidTicket);
});

test('a priority that does not exist is refused', () => {
  assert.throws(() => draftTicket({ title: 'Mouse', priority: 'asap' }, dana, noon()), InvalidTicket);
});
