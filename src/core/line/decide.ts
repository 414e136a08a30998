import { assertNever } from '../../base/assert-never.ts';
import type { WorkAt } from '../../base/id.ts';
import type { Effect, Line, Outcome, Reason, RunEvent, RunState, Stage, TerminalState, Token } from './model.ts';
import { nextEdge } from './route.ts';

export type Decision = { readonly state: RunState; readonly effects: readonly Effect[] };

export const initialState: RunState = {
  status: 'running',
  isPaused: false,
  tokens: [],
  nextBranch: 1,
  visits: {},
  outcomes: {},
  context: {},
  end: null,
};

/** The whole engine: given a line, where a run stands and what happened, it says where the run stands now and what to do. No clock, no I/O. */
export function decide(line: Line, state: RunState, event: RunEvent): Decision {
  if (state.status !== 'running') return unchanged(state);
  switch (event.type) {
    case 'run.started':
      return enter(line, state, line.start, { branch: 0, fork: null });
    case 'run.paused':
      return unchanged({ ...state, isPaused: true });
    case 'run.resumed':
      return unchanged({ ...state, isPaused: false });
    case 'run.cancelled':
      return { state: { ...state, status: 'cancelled', tokens: [] }, effects: [{ type: 'close' }] };
    case 'stage.finished':
      return finish(line, state, event.at, event.outcome);
    case 'gate.answered':
      return answer(line, state, event.at, event.choice, event.note);
    default:
      return assertNever(event);
  }
}

/** The token that this piece of work belongs to, or null when the run has moved on: then the report is a late one. */
export function tokenAt(state: RunState, at: WorkAt): Token | null {
  const isIt = (token: Token) =>
    token.branch === at.branch && token.stage === at.stage && token.visit === at.visit && token.attempt === at.attempt;
  return state.tokens.find(isIt) ?? null;
}

function finish(line: Line, state: RunState, at: WorkAt, outcome: Outcome): Decision {
  const token = tokenAt(state, at);
  if (token?.status !== 'working') return unchanged(state);
  const stage = stageOf(line, at.stage);
  const isRetried = outcome.status === 'fail' && outcome.failure === 'infra' && token.attempt < stage.maxAttempts;
  if (!isRetried) return leave(line, state, token, outcome);
  const next = { ...token, attempt: token.attempt + 1 };
  return { state: replace(state, token, [next]), effects: [work(next, stage.retryDelayMs * 2 ** (token.attempt - 1))] };
}

function answer(line: Line, state: RunState, at: WorkAt, choice: string, note: string): Decision {
  const token = tokenAt(state, at);
  if (token?.status !== 'asking') return unchanged(state);
  const label = choicesOf(line, token.stage).find(one => one.id === choice)?.label;
  if (label === undefined) return unchanged(state); // a gate fails closed: an answer that cannot be read is never a yes
  return leave(line, state, token, { status: 'success', label, context: { 'gate.choice': choice, 'gate.note': note } });
}

/** The answers that a gate takes: one per edge that leads on. */
export function choicesOf(line: Line, stage: string) {
  const edges = line.edges.filter(edge => edge.from === stage);
  return edges.map(edge => ({ id: edge.choice, label: edge.label || edge.to, freeform: edge.freeform }));
}

function leave(line: Line, before: RunState, token: Token, outcome: Outcome): Decision {
  const context = { ...before.context, ...outcome.context, ...told(outcome) };
  const state: RunState = { ...before, context, outcomes: { ...before.outcomes, [token.stage]: outcome } };
  const edge = nextEdge(line, token.stage, outcome, context);
  if (edge) return move(line, state, token, edge.to);
  const target = stageOf(line, token.stage).retryTarget;
  if (outcome.status === 'fail' && target) return move(line, state, token, target);
  return end(state, outcome.failure === 'infra' ? 'RETRYABLE_FAILURE' : 'ESCALATE', outcome.reason ?? deadEnd(token, outcome));
}

/** What later stages and the exit may read of an outcome; a success without a reason clears the last one. */
function told(outcome: Outcome): Record<string, string> {
  return {
    outcome: outcome.status,
    failure: outcome.failure ?? '',
    'reason.code': outcome.reason?.code ?? '',
    'reason.text': outcome.reason?.text ?? '',
  };
}

function move(line: Line, state: RunState, token: Token, to: string): Decision {
  const left = { ...state, tokens: state.tokens.filter(one => one !== token) };
  return enter(line, left, to, token);
}

function enter(line: Line, before: RunState, id: string, place: Pick<Token, 'branch' | 'fork'>): Decision {
  const stage = stageOf(line, id);
  const visit = (before.visits[id] ?? 0) + 1;
  const token: Token = {
    branch: place.branch,
    fork: place.fork,
    stage: id,
    visit,
    attempt: 1,
    status: stage.role === 'ask' ? 'asking' : 'working',
  };
  const state: RunState = { ...before, visits: { ...before.visits, [id]: visit }, tokens: [...before.tokens, token] };
  if (visit > stage.maxVisits) return end(state, 'ESCALATE', overrun(stage, state));
  switch (stage.role) {
    case 'start':
      return leave(line, state, token, { status: 'success' });
    case 'route':
      return leave(line, state, token, passedOn(state));
    case 'exit':
      return exit(line, state, token, stage);
    case 'fork':
      return fork(line, state, token);
    case 'join':
      return join(line, state, token);
    case 'ask':
      return { state, effects: [{ type: 'ask', at: whereIs(token), choices: choicesOf(line, id) }] };
    case 'work':
      return { state, effects: [work(token, 0)] };
    default:
      return assertNever(stage.role);
  }
}

/** A route has no outcome of its own. The last reason travels with the status, so that an exit behind it can name it. */
function passedOn(state: RunState): Outcome {
  const { outcome = 'success', 'reason.code': code = '', 'reason.text': text = '' } = state.context;
  return { status: outcome, ...(code && { reason: { code, text } }) };
}

function fork(line: Line, before: RunState, token: Token): Decision {
  let state: RunState = { ...before, tokens: before.tokens.filter(one => one !== token) };
  const effects: Effect[] = [];
  for (const edge of line.edges.filter(one => one.from === token.stage)) {
    const branch = state.nextBranch;
    const opened = enter(line, { ...state, nextBranch: branch + 1 }, edge.to, {
      branch,
      fork: { stage: token.stage, from: token.branch },
    });
    if (opened.state.status !== 'running') return opened;
    state = opened.state;
    effects.push(...opened.effects);
  }
  return { state, effects };
}

/** Waits for every branch of the fork; the run goes on as the branch that the fork came from. */
function join(line: Line, before: RunState, token: Token): Decision {
  const state = replace(before, token, [{ ...token, status: 'joined' }]);
  const isSibling = (one: Token) => one.fork?.stage === token.fork?.stage && one.fork?.from === token.fork?.from;
  const siblings = state.tokens.filter(isSibling);
  if (siblings.some(one => one.status !== 'joined' || one.stage !== token.stage)) return unchanged(state);
  const merged: Token = { ...token, branch: token.fork?.from ?? 0, fork: null, status: 'working' };
  const rest = { ...state, tokens: [...state.tokens.filter(one => !isSibling(one)), merged] };
  return leave(line, rest, merged, passedOn(rest));
}

/** A goal must have been reached and passed, not merely not failed. */
function exit(line: Line, state: RunState, token: Token, stage: Stage): Decision {
  const terminal = stage.terminal ?? 'PR_READY';
  const unmet =
    terminal === 'PR_READY'
      ? Object.values(line.stages).find(one => one.isGoal && state.outcomes[one.id]?.status !== 'success')
      : undefined;
  if (!unmet) return end(state, terminal, lastReason(state) ?? { code: `line.${stage.id}`, text: stage.title });
  const { [unmet.id]: _, ...outcomes } = state.outcomes;
  if (unmet.retryTarget) return move(line, { ...state, outcomes }, token, unmet.retryTarget);
  return end(state, 'ESCALATE', { code: 'line.goal-unmet', text: `The goal “${unmet.title}” was not met.` });
}

function end(state: RunState, terminal: TerminalState, reason: Reason): Decision {
  return { state: { ...state, status: 'ended', tokens: [], end: { state: terminal, reason } }, effects: [{ type: 'close' }] };
}

function lastReason(state: RunState): Reason | undefined {
  const text = state.context['reason.text'];
  const code = state.context['reason.code'];
  return code && text ? { code, text } : undefined;
}

function overrun(stage: Stage, state: RunState): Reason {
  const last = lastReason(state);
  const why = last ? ` Last: ${last.text}` : '';
  return { code: 'line.max-visits', text: `“${stage.title}” was tried ${stage.maxVisits} times, which is its limit.${why}` };
}

function deadEnd(token: Token, outcome: Outcome): Reason {
  return {
    code: 'line.dead-end',
    text: `“${token.stage}” ended in ${outcome.status} and no edge of the line leads on from there.`,
  };
}

function replace(state: RunState, old: Token, by: readonly Token[]): RunState {
  return { ...state, tokens: state.tokens.flatMap(token => (token === old ? by : [token])) };
}

function work(token: Token, delayMs: number): Effect {
  return { type: 'work', at: whereIs(token), delayMs };
}

function whereIs(token: Token): WorkAt {
  return { stage: token.stage, visit: token.visit, attempt: token.attempt, branch: token.branch };
}

function unchanged(state: RunState): Decision {
  return { state, effects: [] };
}

function stageOf(line: Line, id: string): Stage {
  const stage = line.stages[id];
  if (!stage) throw new Error(`the line ${line.name} has no stage ${id}`);
  return stage;
}
