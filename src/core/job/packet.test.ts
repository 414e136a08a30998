import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.ts';
import { agentSettings, lineOfPacket, type Packet, parsePacket } from './packet.ts';
import { packetText } from './packet-sample.ts';

function failure(text: string): AppError {
  try {
    parsePacket(text, 'packets/x.yaml');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('parsePacket', () => {
  it('reads every field of packet/1', () => {
    const packet: Packet = parsePacket(packetText);
    expect(packet).toMatchObject({
      title: 'Escalating twice posts two Slack messages',
      network: ['registry'],
      stop: { max_attempts: 3 },
      services: ['kb'],
    });
    expect(agentSettings(packet)).toEqual({ recording: 'escalate-once' });
    expect(lineOfPacket(packet)).toBe('bug-fix');
  });

  it('fills what is left out with nothing', () => {
    const packet = parsePacket('schema: packet/1\ntitle: T\nkind: chore\nproject: p\ngoal: G\n');
    expect(packet).toMatchObject({
      acceptance: [],
      network: 'none',
      checks: [],
      reproduction: { scenarios: [] },
    });
    expect(packet.agent).toBeUndefined();
    expect(lineOfPacket(packet)).toBe('chore');
  });

  it('says file and line of what is not YAML', () => {
    const error = failure('schema: packet/1\ntitle: "open\nkind: bug\n');
    expect(error).toMatchObject({ kind: 'invalid', code: 'packet.not-yaml' });
    expect(error.message).toMatch(/^packets\/x\.yaml:\d+: this is not YAML/);
    expect(failure('just words').code).toBe('packet.not-yaml');
    expect(failure('a: 1\na: 2\n').message).toMatch(/^packets\/x\.yaml:2: .*unique/);
  });

  it('asks what a misspelt field was meant to be', () => {
    const error = failure(packetText.replace('acceptance:', 'acceptence:'));
    expect(error.message).toBe('packets/x.yaml:8: unknown field `acceptence`, did you mean `acceptance`?');
    expect(error.hint).toBe('Rename `acceptence` to `acceptance`.');
    expect(failure(packetText.replace('max_minutes', 'max_minuts')).message).toContain(
      'unknown field `stop.max_minuts`, did you mean `max_minutes`?',
    );
  });

  it('says what a missing field is for', () => {
    expect(failure('schema: packet/1\ntitle: T\nkind: bug\nproject: p\n').message).toBe(
      'packets/x.yaml:1: `goal` is missing: one paragraph that says what should be different afterwards, and why',
    );
    expect(failure(packetText.replace('    when: she escalates it again\n', '')).message).toBe(
      'packets/x.yaml:9: `acceptance[1].when` is missing: what someone does',
    );
    expect(failure('schema: packet/1\n').message.split('\n')).toHaveLength(4);
  });

  it('names the line of a wrong value and the fix', () => {
    expect(failure(packetText.replace('kind: bug', 'kind: bugs'))).toMatchObject({
      message: expect.stringContaining('x.yaml:3: `kind` is "bugs"'),
      hint: 'Set `kind` to bug.',
    });
    expect(failure(packetText.replace(/title: .*/, 'title: 404'))).toMatchObject({
      message: expect.stringContaining('`title` should be text, not a number'),
      hint: 'Put the value of `title` in quotes.',
    });
    expect(failure(packetText.replace('network: [registry]', 'network: all')).message).toContain(
      '`network` has none of the forms allowed here: either none or a list of service names',
    );
    expect(failure(packetText.replace('"src/**"', '"../etc/**"')).message).toContain('use a path inside the project');
    expect(failure(packetText.replace('packet/1', 'packet/2')).message).toContain(
      '`schema` is "packet/2"; it should be packet/1',
    );
  });

  it('does not let aliases blow up', () => {
    const bomb = [
      'schema: packet/1',
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
      'd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
    ].join('\n');
    expect(failure(bomb).code).toBe('packet.not-yaml');
  });
});
