import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { twins } from '../registry.ts';
import { createNamespace } from './namespace.ts';
import { checkSeed, parseSeedText } from './seed.ts';

describe('seeds', () => {
  it('take the worked example as it stands', () => {
    const example = readFileSync(new URL('../example-seed.yaml', import.meta.url), 'utf8');
    const seed = checkSeed(parseSeedText(example), twins);
    expect(seed.clock).toBe(Date.parse('2026-03-02T09:00:00Z'));
    const namespace = createNamespace('example', seed, twins);
    expect(namespace.view()).toMatchObject({
      slack: {
        channels: {
          support: { id: 'C0SUPPORT1', messages: [{ at: '2026-03-02T08:55:00.000Z' }, { from: 'helpdesk' }, { from: 'ben' }] },
        },
      },
      okta: { users: { 'ada@acme.example': { status: 'ACTIVE', groups: ['Everyone', 'Support'] } } },
      jira: { issues: { 'HELP-7': { status: 'Open', priority: 'High', comments: [{ from: 'ada', text: 'On my way' }] } } },
    });
  });

  it('may be empty', () => {
    expect(checkSeed(parseSeedText(''), twins)).toMatchObject({ clock: undefined, people: [] });
  });

  it('say where YAML goes wrong', () => {
    expect(() => parseSeedText('people:\n  - id: [')).toThrow(/line 2/);
  });

  it.each([
    [
      'two people with one address',
      { people: [person('ada'), { ...person('ben'), email: 'ADA@acme.example' }] },
      'two people have the email',
    ],
    [
      'a message from nobody',
      { slack: { channels: [{ name: 'a', messages: [{ from: 'nobody', text: 'x' }] }] } },
      'slack.channels.a.messages',
    ],
    ['a token given twice', { slack: { bots: [bot('a'), bot('b')] } }, 'one token is given to two'],
    [
      'an unknown workflow',
      { people: [person('ada')], jira: { projects: [{ key: 'AA', name: 'A', workflow: 'none' }] } },
      'no workflow "none"',
    ],
    ['an issue of no project', { jira: { issues: [{ key: 'AA-1', summary: 'x' }] } }, 'no project "AA"'],
  ])('refuse %s', (_what, document, message) => {
    expect(() => createNamespace('bad', checkSeed(document, twins), twins)).toThrow(message);
  });
});

function person(id: string) {
  return { id, name: id, email: `${id}@acme.example` };
}

function bot(name: string) {
  return { name, token: 'xoxb-the-same-token' };
}
