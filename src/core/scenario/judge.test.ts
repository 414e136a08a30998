import { describe, expect, it } from 'vitest';
import { compareUnchanged } from './compare-unchanged.ts';
import { exampleText, recordOf } from './example.fixture.ts';
import { judge } from './judge.ts';
import { judgeBase } from './judge-base.ts';
import type { ReplayRecord, Side } from './replay.ts';
import { parseScenario } from './scenario.ts';

const bug = parseScenario(exampleText, 'x.yaml');
const regression = { ...bug, kind: 'regression' as const, failsBefore: [] };
const change = { ...bug, kind: 'change' as const };
const ids = ['row-visible', 'one-message', 'issue-done', 'nothing-else', 'no-errors'];
const all = Object.fromEntries(ids.map(id => [id, true]));
const red = { ...all, 'one-message': false };

type Shown = { assertions: Record<string, boolean>; brokenAt?: number } | null;
const green: Shown = { assertions: all };
const declared: Shown = { assertions: red };
const fails = (...names: string[]): Shown => ({
  assertions: { ...all, ...Object.fromEntries(names.map(name => [name, false])) },
});
const without = (assertions: Record<string, boolean>, ...names: string[]): Shown => ({
  assertions: Object.fromEntries(Object.entries(assertions).filter(([id]) => !names.includes(id))),
});
const broke = (step: number, assertions: Record<string, boolean> = {}): Shown => ({ assertions, brokenAt: step });

function record(side: Side, shown: Shown): ReplayRecord | undefined {
  return shown === null ? undefined : recordOf('escalate-once', side, shown.assertions, shown.brokenAt ?? null);
}

type Case = [name: string, base: Shown, again: Shown, candidate: Shown, verdict: string, reason: RegExp, scenario?: typeof bug];

describe('the judge', () => {
  it.each<Case>([
    [
      'declared red, then green',
      declared,
      declared,
      green,
      'proven',
      /fails one-message, exactly as declared; the candidate holds all 5/,
    ],
    ['without a control', declared, null, green, 'proven', /exactly as declared/],
    ['a change that shows', declared, declared, green, 'proven', /exactly/, change],
    [
      'base red for another reason',
      fails('issue-done'),
      fails('issue-done'),
      green,
      'inconclusive',
      /base fails issue-done, but the scenario declares one-message/,
    ],
    [
      'base red for more than was declared',
      fails('one-message', 'issue-done'),
      fails('one-message', 'issue-done'),
      green,
      'inconclusive',
      /base fails one-message, issue-done/,
    ],
    [
      'only half of the bug shows',
      fails('one-message'),
      fails('one-message'),
      green,
      'inconclusive',
      /declares one-message, issue-done/,
      { ...bug, failsBefore: ['one-message', 'issue-done'] },
    ],
    ['base green already', green, green, green, 'inconclusive', /not reproduced/],
    [
      'base could not be carried out',
      broke(2),
      broke(2),
      green,
      'inconclusive',
      /on base, step 3 could not be carried out: no such button/,
    ],
    [
      'base skipped an assertion',
      without(red, 'no-errors'),
      without(red, 'no-errors'),
      green,
      'inconclusive',
      /base never evaluated no-errors/,
    ],
    [
      'base skipped the declared one',
      without(all, 'one-message'),
      without(all, 'one-message'),
      green,
      'inconclusive',
      /base never evaluated one-message/,
    ],
    ['base showed nothing', { assertions: {} }, { assertions: {} }, green, 'inconclusive', /never evaluated/],
    ['candidate still red', declared, declared, declared, 'refuted', /still fails one-message/],
    ['candidate red elsewhere', declared, declared, fails('issue-done'), 'refuted', /fails issue-done, which base holds/],
    ['candidate red elsewhere too', declared, declared, fails('one-message', 'issue-done'), 'refuted', /issue-done/],
    ['candidate broke', declared, declared, broke(2), 'refuted', /on the candidate, step 3/],
    ['candidate broke after all was evaluated', declared, declared, broke(9, all), 'refuted', /step 10/],
    [
      'candidate skipped an assertion',
      declared,
      declared,
      without(all, 'no-errors'),
      'inconclusive',
      /candidate never evaluated no-errors/,
    ],
    [
      'candidate skipped the declared one',
      declared,
      declared,
      without(all, 'one-message'),
      'inconclusive',
      /candidate never evaluated one-message/,
    ],
    [
      'candidate skipped one and failed one',
      declared,
      declared,
      without({ ...all, 'issue-done': false }, 'no-errors'),
      'refuted',
      /issue-done/,
    ],
    ['candidate showed nothing', declared, declared, { assertions: {} }, 'inconclusive', /never evaluated/],
    ['both broke', broke(2), broke(2), broke(2), 'inconclusive', /on base, step 3/],
    ['base broke, candidate red', broke(2), broke(2), declared, 'inconclusive', /on base/],
    [
      'both red for what is not declared',
      fails('one-message', 'issue-done'),
      fails('one-message', 'issue-done'),
      fails('issue-done'),
      'inconclusive',
      /issue-done fails on both sides/,
    ],
    ['base disagrees about the declared one', declared, green, green, 'flaky', /disagree about one-message/],
    ['base disagrees about another one', declared, fails('one-message', 'no-errors'), green, 'flaky', /disagree about no-errors/],
    ['base evaluated one only once', declared, without(red, 'no-errors'), green, 'flaky', /no-errors/],
    ['base broke once', declared, broke(3), green, 'flaky', /different steps/],
    ['base broke at two places', broke(2), broke(3), green, 'flaky', /different steps/],
    [
      'base disagrees, candidate red elsewhere: red stays red',
      declared,
      fails('one-message', 'no-errors'),
      fails('issue-done'),
      'refuted',
      /issue-done/,
    ],
    [
      'base disagrees, candidate red on just that',
      declared,
      fails('one-message', 'no-errors'),
      fails('no-errors'),
      'flaky',
      /no-errors/,
    ],
    ['base disagrees, candidate broke: red stays red', declared, green, broke(1), 'refuted', /step 2/],
    ['base broke once, candidate broke', declared, broke(1), broke(1), 'flaky', /different steps/],
    ['no candidate', declared, declared, null, 'inconclusive', /the candidate was not replayed/],
    ['no base', null, null, green, 'inconclusive', /base was not replayed/],
    ['nothing at all', null, null, null, 'inconclusive', /base was not replayed/],
    ['regression, all green', green, green, green, 'unchanged', /all 5 expectations hold on both sides/, regression],
    ['regression, candidate red', green, green, declared, 'refuted', /one-message, which base holds/, regression],
    ['regression, candidate broke', green, green, broke(0), 'refuted', /step 1/, regression],
    ['regression that fails on base', declared, declared, green, 'inconclusive', /declares no failure/, regression],
    ['regression that fails on both', declared, declared, declared, 'inconclusive', /fails on both sides/, regression],
    ['regression, candidate skipped one', green, green, without(all, 'row-visible'), 'inconclusive', /row-visible/, regression],
    ['a bug without declared failure', declared, declared, green, 'invalid', /must say what fails/, { ...bug, failsBefore: [] }],
    ['a failure that nothing expects', declared, declared, green, 'invalid', /names nope/, { ...bug, failsBefore: ['nope'] }],
    [
      'a regression with a declared failure',
      green,
      green,
      green,
      'invalid',
      /cannot fail on base/,
      { ...bug, kind: 'regression' as const },
    ],
    ['an assertion that is not declared', declared, declared, { assertions: { ...all, extra: true } }, 'invalid', /extra/],
    [
      'a scenario without expectations',
      declared,
      declared,
      green,
      'invalid',
      /expects nothing/,
      { ...bug, steps: bug.steps.slice(0, 2) },
    ],
    [
      'two expectations of one id',
      declared,
      declared,
      green,
      'invalid',
      /same id/,
      { ...bug, steps: [...bug.steps, bug.steps[6]!] },
    ],
  ])('%s', (_, base, again, candidate, verdict, reason, scenario = bug) => {
    const judged = judge(scenario, {
      base: record('base', base),
      baseAgain: record('base-again', again),
      candidate: record('candidate', candidate),
    });
    expect(judged).toEqual({ verdict, reason: expect.stringMatching(reason) });
  });

  it('refuses records of another scenario or another side', () => {
    const base = recordOf('escalate-once', 'base', red);
    expect(judge(bug, { base, candidate: recordOf('other', 'candidate', all) })).toMatchObject({ verdict: 'invalid' });
    expect(judge(bug, { base, candidate: recordOf('escalate-once', 'base', all) })).toMatchObject({ verdict: 'invalid' });
  });

  it('takes no assertion from a prototype', () => {
    const candidate = recordOf('escalate-once', 'candidate', Object.create(all) as Record<string, boolean>);
    expect(judge(bug, { base: recordOf('escalate-once', 'base', red), candidate })).toMatchObject({ verdict: 'inconclusive' });
  });
});

describe('judging the base alone', () => {
  it.each<[string, Shown[], boolean | 'unclear', RegExp, typeof bug?]>([
    ['fails as declared', [declared], true, /exactly as declared/],
    ['fails as declared, twice', [declared, declared], true, /exactly/],
    ['holds', [green, green], false, /everything holds on base \(5 of 5\)/],
    ['a regression that holds', [green], false, /everything holds/, regression],
    ['a regression that fails', [declared], 'unclear', /no failure/, regression],
    ['fails otherwise', [fails('no-errors')], 'unclear', /fails no-errors/],
    ['breaks', [broke(4)], 'unclear', /step 5/],
    ['breaks once', [declared, broke(4)], 'unclear', /flaky/],
    ['disagrees', [declared, green], 'unclear', /flaky: replays of base disagree about one-message/],
    ['was not evaluated in full', [without(red, 'row-visible')], 'unclear', /never evaluated row-visible/],
    ['holds, but not evaluated in full', [without(all, 'one-message')], 'unclear', /never evaluated/],
    ['was never replayed', [], 'unclear', /not replayed/],
    ['of an unfit scenario', [declared], 'unclear', /names nope/, { ...bug, failsBefore: ['nope'] }],
  ])('%s', (_, shown, reproduced, reason, scenario = bug) => {
    const records = shown.map(one => record('base', one)!);
    expect(judgeBase(scenario, records)).toEqual({ reproduced, reason: expect.stringMatching(reason) });
  });
});

describe('every other scenario', () => {
  it.each<Case>([
    ['green on both', green, green, green, 'unchanged', /all 5/],
    ['another open bug stays as it is', declared, declared, declared, 'unchanged', /all 4/],
    ['another bug is mended on the way', declared, declared, green, 'unchanged', /all 4/],
    ['one gets worse', green, green, fails('no-errors'), 'refuted', /no-errors held on base/],
    ['an open bug, and one gets worse', declared, declared, fails('one-message', 'no-errors'), 'refuted', /^no-errors held/],
    ['the candidate breaks', green, null, broke(2), 'refuted', /on the candidate, step 3/],
    ['the candidate breaks earlier', broke(5), broke(5), broke(2), 'refuted', /step 3/],
    ['both break at the same step', broke(2), broke(2), broke(2), 'inconclusive', /on base, step 3/],
    ['base breaks, the candidate does not', broke(2), broke(2), green, 'unchanged', /all 0/],
    ['the candidate skips one', green, green, without(all, 'no-errors'), 'inconclusive', /never evaluated no-errors/],
    ['base disagrees', green, declared, green, 'flaky', /one-message/],
    ['base disagrees, another gets worse', green, declared, fails('no-errors'), 'refuted', /no-errors/],
    ['base disagrees about just what fails', green, declared, declared, 'flaky', /one-message/],
    ['base breaks once', green, broke(2), green, 'flaky', /different steps/],
    ['no base', null, null, green, 'inconclusive', /base was not replayed/],
    ['no candidate', green, green, null, 'inconclusive', /candidate was not replayed/],
    ['an unfit scenario', green, green, green, 'invalid', /names nope/, { ...bug, failsBefore: ['nope'] }],
  ])('%s', (_, base, again, candidate, verdict, reason, scenario = bug) => {
    const judged = compareUnchanged(scenario, {
      base: record('base', base),
      baseAgain: record('base-again', again),
      candidate: record('candidate', candidate),
    });
    expect(judged).toEqual({ verdict, reason: expect.stringMatching(reason) });
  });
});
