import { describe, expect, it } from 'vitest';
import type { WorkAt } from '../../base/id.ts';
import { type Decision, decide, initialState } from './decide.ts';
import { lineFromDot } from './from-dot.ts';
import type { Effect, Line, Outcome, RunState } from './model.ts';

function lineOf(body: string): Line {
  return lineFromDot(`digraph test { start [shape=Mdiamond] done [shape=Msquare, terminal=PR_READY] ${body} }`).line;
}

/** Answers every piece of work by what the test says for its stage, until nothing is left to do. */
function run(line: Line, answers: Readonly<Record<string, readonly Outcome[]>>): { state: RunState; worked: string[] } {
  const left = structuredClone(answers) as Record<string, Outcome[]>;
  const worked: string[] = [];
  let { state, effects }: Decision = decide(line, initialState, { type: 'run.started' });
  const queue: Effect[] = [...effects];
  for (let effect = queue.shift(); effect; effect = queue.shift()) {
    if (effect.type !== 'work') continue;
    worked.push(`${effect.at.stage}.${effect.at.visit}.${effect.at.attempt}`);
    const outcome = left[effect.at.stage]?.shift() ?? { status: 'success' };
    ({ state, effects } = decide(line, state, { type: 'stage.finished', at: effect.at, outcome }));
    queue.push(...effects);
  }
  return { state, worked };
}

const infra: Outcome = { status: 'fail', failure: 'infra', reason: { code: 'x.down', text: 'It is down.' } };
const defect: Outcome = { status: 'fail', failure: 'defect', reason: { code: 'x.wrong', text: 'It is wrong.' } };

describe('decide', () => {
  it('goes from start to exit and ends in the state that the exit names', () => {
    const { state, worked } = run(lineOf('a b start -> a -> b -> done'), {});
    expect(worked).toEqual(['a.1.1', 'b.1.1']);
    expect(state).toMatchObject({ status: 'ended', end: { state: 'PR_READY' }, tokens: [] });
  });

  it('tries infrastructure trouble again with growing delays, and ends RETRYABLE_FAILURE at the bound', () => {
    const line = lineOf('a [max_retries=2, retry_delay=100ms] start -> a -> done');
    let { state, effects } = decide(line, initialState, { type: 'run.started' });
    const delays: number[] = [];
    for (;;) {
      const [effect] = effects;
      if (effect?.type !== 'work') break;
      delays.push(effect.delayMs);
      ({ state, effects } = decide(line, state, { type: 'stage.finished', at: effect.at, outcome: infra }));
    }
    expect(delays).toEqual([0, 100, 200]);
    expect(state.end).toEqual({ state: 'RETRYABLE_FAILURE', reason: { code: 'x.down', text: 'It is down.' } });
  });

  it('never blames the surroundings for a defect: it is not tried again in place', () => {
    const { worked, state } = run(lineOf('a [max_retries=5] start -> a -> done'), { a: [defect] });
    expect(worked).toEqual(['a.1.1']);
    expect(state.end).toEqual({ state: 'ESCALATE', reason: { code: 'x.wrong', text: 'It is wrong.' } });
  });

  it('lets a failure out by an unconditional edge only into a route', () => {
    expect(run(lineOf('a b start -> a -> b -> done'), { a: [defect] }).worked).toEqual(['a.1.1']);
    const routed = run(lineOf('a r [shape=diamond] b start -> a -> r r -> b [condition="outcome=fail"] r -> done b -> done'), {
      a: [defect],
    });
    expect(routed.worked).toEqual(['a.1.1', 'b.1.1']);
  });

  it('bounds every loop by visits and says what the last one failed of', () => {
    const { state, worked } = run(lineOf('a [max_visits=3] start -> a -> done a -> a [condition="outcome=fail"]'), {
      a: Array(9).fill(defect),
    });
    expect(worked).toEqual(['a.1.1', 'a.2.1', 'a.3.1']);
    expect(state.end?.state).toBe('ESCALATE');
    expect(state.end?.reason).toMatchObject({ code: 'line.max-visits' });
    expect(state.end?.reason.text).toContain('It is wrong.');
  });

  it('does not take an exit before a goal was reached and passed', () => {
    const line = lineOf('a goal [goal_gate=true] start -> a a -> goal [condition="outcome=proper"] goal -> done a -> done');
    expect(run(line, {}).state.end).toMatchObject({ state: 'ESCALATE', reason: { code: 'line.goal-unmet' } });
    expect(run(line, { a: [{ status: 'proper' }] }).state.end?.state).toBe('PR_READY');
  });

  it('ignores the report of work that the run has moved on from', () => {
    const line = lineOf('a start -> a -> done');
    const { state } = decide(line, initialState, { type: 'run.started' });
    const late: WorkAt = { stage: 'a', visit: 1, attempt: 2, branch: 0 };
    expect(decide(line, state, { type: 'stage.finished', at: late, outcome: { status: 'success' } })).toEqual({
      state,
      effects: [],
    });
  });

  it('waits at a gate, and takes only an answer that it knows', () => {
    const line = lineOf('ask [shape=hexagon] b start -> ask ask -> done [label="[Y] Yes"] ask -> b [label="No"] b -> done');
    const asked = decide(line, initialState, { type: 'run.started' });
    const at: WorkAt = { stage: 'ask', visit: 1, attempt: 1, branch: 0 };
    expect(asked.effects).toEqual([
      {
        type: 'ask',
        at,
        choices: [
          { id: 'yes', label: '[Y] Yes', freeform: false },
          { id: 'no', label: 'No', freeform: false },
        ],
      },
    ]);
    expect(decide(line, asked.state, { type: 'gate.answered', at, choice: 'perhaps', note: '' })).toEqual({
      state: asked.state,
      effects: [],
    });
    expect(decide(line, asked.state, { type: 'gate.answered', at, choice: 'yes', note: '' }).state.end?.state).toBe('PR_READY');
    expect(decide(line, asked.state, { type: 'gate.answered', at, choice: 'no', note: 'why' }).state.context['gate.note']).toBe(
      'why',
    );
  });

  it('works branches side by side and goes on once when all of them have arrived', () => {
    const line = lineOf(
      'fork [shape=component] a b join [shape=tripleoctagon] last start -> fork -> a -> join fork -> b -> join join -> last -> done',
    );
    const { worked, state } = run(line, {});
    expect(worked.sort()).toEqual(['a.1.1', 'b.1.1', 'last.1.1']);
    expect(state.end?.state).toBe('PR_READY');
  });

  it('forgets everything that was asked for when it is cancelled', () => {
    const line = lineOf('a start -> a -> done');
    const { state } = decide(line, initialState, { type: 'run.started' });
    expect(decide(line, state, { type: 'run.cancelled' })).toMatchObject({
      state: { status: 'cancelled', tokens: [] },
      effects: [{ type: 'close' }],
    });
  });
});

describe('lineFromDot', () => {
  it.each([
    ['digraph x { a [shape=box] }', 'line.start'],
    ['digraph x { s [shape=Mdiamond] a s -> a }', 'line.no-exit'],
    ['digraph x { s [shape=Mdiamond] e [shape=Msquare] lost s -> e lost -> e }', 'line.unreachable'],
    ['digraph x { s [shape=Mdiamond] e [shape=Msquare, terminal=MAYBE] s -> e }', 'line.unknown-terminal'],
    ['digraph x { s [shape=Mdiamond] a [type=magic] e [shape=Msquare] s -> a -> e }', 'line.unknown-type'],
  ])('refuses %s', (dot, code) => {
    expect(() => lineFromDot(dot)).toThrow(expect.objectContaining({ code }));
  });

  it('keeps an attribute that it does not know, and says so', () => {
    const { line, warnings } = lineFromDot('digraph x { s [shape=Mdiamond] a [colour=red] e [shape=Msquare] s -> a -> e }');
    expect(line.stages['a']?.settings).toEqual({ colour: 'red' });
    expect(warnings).toHaveLength(1);
  });
});
