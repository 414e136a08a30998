import { describe, expect, it } from 'vitest';
import { parsePacket } from './packet.ts';
import { packetText } from './packet-sample.ts';
import { type KnownNames, readinessOf } from './readiness.ts';

const known: KnownNames = {
  projects: ['helpdesk'],
  scenarios: ['escalate-once', 'long-title'],
  lines: ['bug-fix'],
  agents: ['replay'],
  services: ['kb'],
};
const check = (change: (text: string) => string) => readinessOf(parsePacket(change(packetText)), known);

describe('readinessOf', () => {
  it('lets a whole packet start', () => {
    expect(check(text => text)).toEqual({ isReady: true, missing: [] });
  });

  it('gives advice without blocking', () => {
    const { isReady, missing } = check(text => text.replace(/non_goals: .*\n/, '').replace(/review: .*\n/, ''));
    expect(isReady).toBe(true);
    expect(missing.map(gap => [gap.field, gap.isBlocking])).toEqual([
      ['non_goals', false],
      ['review.rollback', false],
    ]);
  });

  it.each([
    [
      /escalate-once\], comm/,
      'escalate-onse], comm',
      'There is no scenario called "escalate-onse".',
      'Write `escalate-once` if that is what was meant.',
    ],
    [
      'project: helpdesk',
      'project: billing',
      'There is no project called "billing".',
      'Add it to factory.yaml, or use one of helpdesk.',
    ],
    [
      'line: bug-fix',
      'line: rewrite',
      'There is no line called "rewrite".',
      'Add it to the factory, under lines/, or use one of bug-fix.',
    ],
    [
      'services: [kb]',
      'services: [mail]',
      'There is no service called "mail".',
      'Add it to the project in factory.yaml, or use one of kb.',
    ],
    [
      /reproduction: .*/,
      '',
      'Nothing shows that the bug is there: no scenario and no command fails before the change.',
      'Record a scenario that shows the bug, or give a command that fails because of it.',
    ],
    [
      /acceptance:\n( .*\n)+/,
      '',
      'There is no acceptance criterion, so nobody can tell when it is done.',
      'Write at least one as given, when, then.',
    ],
    [
      /then: .*/,
      'then: it works as expected',
      '"it works as expected" is nothing that anyone can observe.',
      'Say what a person sees, or what a service receives.',
    ],
    [
      /stop: .*/,
      'stop: { condition: "when done" }',
      'Nothing says when to give up.',
      'Set `stop.max_attempts`, `stop.max_minutes` or both.',
    ],
    [/scope: .*/, '', 'No file may change, since none is in scope.', 'List the files or folders that may change, like "src/**".'],
    [
      'secrets: []',
      'secrets: [SLACK_TOKEN]',
      'It asks for SLACK_TOKEN, and no secret ever enters a station.',
      'Remove it; let a service of the project hold what needs a secret.',
    ],
    [/agent: .*/, '', 'Nobody is named to do the work.', 'Name an agent: replay.'],
  ])('blocks when %s becomes %j', (from, to, problem, fix) => {
    const { isReady, missing } = check(text => text.replace(from, to));
    expect(isReady).toBe(false);
    expect(missing[0]).toMatchObject({ problem, fix, isBlocking: true });
  });
});
