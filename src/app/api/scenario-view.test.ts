import { describe, expect, it } from 'vitest';
import { evidenceExample } from '../../core/evidence/evidence.fixture.ts';
import type { EvidenceCall } from '../../core/evidence/evidence.ts';
import { journalPair, scenarioView } from './scenario-view.ts';

const call = (path: string, changes: Partial<EvidenceCall> = {}): EvidenceCall =>
  ({
    seq: 1,
    at: '2026-01-15T10:00:00.000Z',
    twin: 'slack',
    method: 'POST',
    path,
    operation: null,
    body: null,
    status: 200,
    isWrite: true,
    ...changes,
  }) as EvidenceCall;
const marks = (calls: readonly { what: string; mark: string }[]) => calls.map(({ what, mark }) => `${what} ${mark}`);

describe('the journals of base and candidate', () => {
  it('mark what only one side has', () => {
    const { before, after } = journalPair([call('/a'), call('/b')], [call('/b'), call('/c')], true);
    expect(marks(before)).toEqual(['POST /a missing', 'POST /b same']);
    expect(marks(after)).toEqual(['POST /b same', 'POST /c added']);
  });

  it('match a call that repeats as often as it stands on both sides', () => {
    const { before, after } = journalPair([call('/post'), call('/post')], [call('/post')], true);
    expect(marks(before)).toEqual(['POST /post same', 'POST /post missing']);
    expect(marks(after)).toEqual(['POST /post same']);
  });

  it('tell calls apart by twin, method and what came of them', () => {
    const { before, after } = journalPair(
      [call('/x'), call('/x', { twin: 'jira' }), call('/x', { method: 'GET' })],
      [call('/x', { status: 500 }), call('/x', { twin: 'jira' })],
      true,
    );
    expect(marks(before)).toEqual(['POST /x missing', 'POST /x same', 'GET /x missing']);
    expect(marks(after)).toEqual(['POST /x added', 'POST /x same']);
  });

  it('mark nothing while there is no candidate', () => {
    expect(journalPair([call('/a')], [], false)).toEqual({ before: [expect.objectContaining({ mark: 'same' })], after: [] });
  });

  it('call an operation by its name where it has one', () => {
    const { before } = journalPair([call('/api/chat.postMessage', { operation: 'chat.postMessage' })], [], false);
    expect(before[0]?.what).toBe('chat.postMessage');
  });
});

it('an assertion that was evaluated on one side only is unknown on the other', () => {
  const [scenario] = evidenceExample().draft.scenarios;
  const [base, candidate] = ['base', 'candidate'].map(side => ({
    ...scenario!.replays[0]!,
    side: side as 'base',
    assertions: side === 'base' ? { reached: true, late: false } : { reached: true, fresh: true },
  }));
  expect(scenarioView({ ...scenario!, replays: [base!, candidate!] }).assertions).toEqual([
    { id: 'reached', base: true, candidate: true },
    { id: 'late', base: false, candidate: null },
    { id: 'fresh', base: null, candidate: true },
  ]);
});
