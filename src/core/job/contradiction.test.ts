// biome-ignore-all lint/suspicious/noThenProperty: given, when, then is the format that people write; a string is never thenable
import { describe, expect, it } from 'vitest';
import { contradictionsIn, questionOf } from './contradiction.ts';
import { Packet } from './packet.ts';

const criterion = (id: string, then: string, more: object = {}) => ({
  id,
  given: 'A list of tickets.',
  when: 'someone sorts by priority',
  then,
  ...more,
});
const packetWith = (...acceptance: object[]) =>
  Packet.parse({ schema: 'packet/1', title: 'T', kind: 'bug', project: 'p', goal: 'g', acceptance });

describe('contradictionsIn', () => {
  it('finds two readings of one situation, whatever the case and the spaces', () => {
    const [found, ...more] = contradictionsIn(
      packetWith(
        criterion('a1', 'urgent comes first'),
        criterion('a2', 'Low comes first.', { given: 'a list  of tickets', when: 'Someone sorts by priority.' }),
      ),
    );
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      readings: [
        { id: 'a1', then: 'urgent comes first' },
        { id: 'a2', then: 'Low comes first.' },
      ],
    });
    expect(questionOf(found!)).toEqual({
      text: 'Given a list of tickets, when someone sorts by priority. Which of these holds: “urgent comes first” or “Low comes first”?',
      choices: [
        { id: 'a1', label: 'urgent comes first' },
        { id: 'a2', label: 'Low comes first' },
      ],
    });
  });

  it('takes what is marked "and" as holding together, and the same words twice as once', () => {
    expect(
      contradictionsIn(
        packetWith(criterion('a1', 'urgent comes first'), criterion('a2', 'the page keeps its place', { and: true })),
      ),
    ).toEqual([]);
    expect(contradictionsIn(packetWith(criterion('a1', 'urgent comes first'), criterion('a2', 'Urgent comes first.')))).toEqual(
      [],
    );
  });

  it('does not see a contradiction in different situations', () => {
    expect(
      contradictionsIn(
        packetWith(criterion('a1', 'urgent comes first'), criterion('a2', 'low comes first', { when: 'someone sorts twice' })),
      ),
    ).toEqual([]);
  });

  it('joins an "and" to the reading before it', () => {
    const [found] = contradictionsIn(
      packetWith(criterion('a1', 'x is first'), criterion('a2', 'y is last', { and: true }), criterion('a3', 'z is first')),
    );
    expect(found!.readings).toEqual([
      { id: 'a1', then: 'x is first, and y is last' },
      { id: 'a3', then: 'z is first' },
    ]);
  });
});
