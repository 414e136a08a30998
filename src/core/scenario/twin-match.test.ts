import { describe, expect, it } from 'vitest';
import type { TwinCall } from '../twin/twin-call.ts';
import { isMatch } from './match.ts';
import { isCallMatch, valueAt } from './twin-match.ts';

const call: TwinCall = {
  seq: 1,
  at: '',
  twin: 'jira',
  method: 'POST',
  path: '/rest/api/3/issue',
  operation: 'createIssue',
  body: { fields: { summary: 'T-1 VPN', labels: ['urgent'] }, count: 2 },
  status: 201,
  isWrite: true,
  label: 'docs',
};

describe('matching', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    [{ contains: 'b' }, 'abc', true],
    [{ matches: '^a.c$' }, 'abc', true],
    [{ matches: '^a.c$' }, 'abcd', false],
    [2, '2', true],
    [true, 'true', true],
    ['', null, false],
    ['undefined', undefined, false],
    [{ contains: 'urgent' }, ['urgent'], true],
    ['[object Object]', {}, false],
  ])('%j against %j is %s', (match, value, wanted) => {
    expect(isMatch(match, value)).toBe(wanted);
  });
});

describe('a call', () => {
  it.each([
    [{}, true],
    [{ method: 'POST', path: '/rest/api/3/issue', operation: 'createIssue', status: 201 }, true],
    [{ method: 'GET' }, false],
    [{ path: { matches: '^/rest' } }, true],
    [{ body: { fields: { summary: { contains: 'T-1' } } } }, true],
    [{ body: { 'fields.summary': { contains: 'T-2' } } }, false],
    [{ body: { 'fields.labels[0]': 'urgent' } }, true],
    [{ body: { missing: 'x' } }, false],
    [{ body: { contains: 'VPN' } }, true],
    [{ body: { count: 2 } }, true],
  ])('%j: %s', (match, wanted) => {
    expect(isCallMatch(match, call)).toBe(wanted);
  });
});

describe('a path into a state', () => {
  const state = {
    issues: { 'HELP-7': { status: 'Done' } },
    users: { 'ada@acme.example': { status: 'ACTIVE' } },
    messages: [{ text: 'a' }, { text: 'b' }],
  };
  it.each([
    ['issues.HELP-7.status', 'Done'],
    ['issues["HELP-7"].status', 'Done'],
    ['users["ada@acme.example"].status', 'ACTIVE'],
    ['users.ada@acme.example.status', 'ACTIVE'],
    ['messages[1].text', 'b'],
    ['messages.length', 2],
    ['issues.HELP-8.status', undefined],
    ['constructor.name', undefined],
    ['issues.__proto__', undefined],
  ])('%s', (path, wanted) => {
    expect(valueAt(state, path)).toEqual(wanted);
  });
});
