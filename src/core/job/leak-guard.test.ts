import { describe, expect, it } from 'vitest';
import { type Holdout, leaksIn } from './leak-guard.ts';
import { parsePacket } from './packet.ts';
import { stationPacketText } from './packet-for-station.ts';
import { packetText } from './packet-sample.ts';

const holdout: Holdout = {
  id: 'escalate-once',
  title: 'Escalating twice posts one Slack message',
  canary: 'cw-heron',
  texts: ['Escalate to support', 'the second click leaves exactly one message in the channel'],
};

describe('what a station sees', () => {
  it('has nothing of the scenario, the agent or the source', () => {
    const text = stationPacketText(parsePacket(packetText));
    expect(text).toContain('the channel still has one message about it');
    expect(text).not.toMatch(/escalate-once|replay|dana|no_op|kb|a1/);
    expect(leaksIn(text, [holdout])).toEqual([]);
  });

  it.each([
    ['CW\u200b-HERON', 'The canary of the scenario escalate-once is in it.'],
    ['see escalate-once.yaml', 'It names the scenario escalate-once.'],
    ['escalating  TWICE posts\none Slack message', 'It has the title of the scenario escalate-once.'],
    [
      'make sure the second click leaves exactly one message in the channel',
      'It has words of the scenario escalate-once: "the second click leaves exactly one message in the channel".',
    ],
  ])('finds a leak in %j', (text, leak) => {
    expect(leaksIn(text, [holdout])).toEqual([leak]);
  });

  it('does not take everyday words for a leak', () => {
    expect(
      leaksIn('Press Escalate to support. not-escalate-once-more', [holdout, { ...holdout, id: 'login', canary: '' }]),
    ).toEqual([]);
  });
});
