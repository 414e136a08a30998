import type { Browser } from 'playwright-core';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { withoutSecrets } from '../../../core/scenario/person-reference.ts';
import type { Picture, ReplayRecord, ReplayRequest, ScenarioPlayer, StepRecord } from '../../../core/scenario/replay.ts';
import type { Step } from '../../../core/scenario/step.ts';
import { carryOut } from './act.ts';
import { type BrowserOptions, browserFailed, createBrowserProcess } from './browser-process.ts';
import { isHeld } from './expect.ts';
import { openSession, type PersonSession } from './person-session.ts';
import { takePicture } from './picture.ts';
import { clipped, createReplayLog, type ReplayLog } from './replay-log.ts';
import { asked, createTwinWatch, type TwinWatch } from './twin-watch.ts';

/** Plays scenarios in a Chromium of this machine: one browser process for all, one context and one proxy per person. */
export function createPlaywrightPlayer(options: BrowserOptions): ScenarioPlayer {
  const browsers = createBrowserProcess(options);
  return {
    replay: async (request, signal) => {
      if (signal.aborted) throw cancelled();
      return await replayIn(await browsers.get(), request, signal);
    },
    close: () => browsers.close(),
  };
}

/** Everything that one replay has opened and seen so far. */
type Stage = {
  readonly browser: Browser;
  readonly request: ReplayRequest;
  readonly signal: AbortSignal;
  readonly log: ReplayLog;
  readonly watch: TwinWatch;
  readonly sessions: Map<string, PersonSession>;
  readonly pictures: Picture[];
  readonly assertions: Record<string, boolean>;
};

async function replayIn(browser: Browser, request: ReplayRequest, signal: AbortSignal): Promise<ReplayRecord> {
  const stage: Stage = {
    browser,
    request,
    signal,
    log: createReplayLog(),
    watch: createTwinWatch(request.twins, request.scenario),
    sessions: new Map(),
    pictures: [],
    assertions: {},
  };
  const startedAt = performance.now();
  const closeSessions = () => Promise.all([...stage.sessions.values()].map(session => session.close()));
  // Whatever the step is waiting for ends at once when its page is closed.
  const onAbort = () => void closeSessions();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const steps = await playSteps(stage);
    return await recordOf(stage, steps, performance.now() - startedAt);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await closeSessions();
  }
}

async function playSteps(stage: Stage): Promise<StepRecord[]> {
  const records: StepRecord[] = [];
  let isBroken = false;
  for (const [index, step] of stage.request.scenario.steps.entries()) {
    const record: StepRecord = isBroken ? notReached(step, index) : await playStep(stage, step, index);
    records.push(record);
    isBroken ||= record.status === 'failed' && !(step.type === 'expect' && Object.hasOwn(stage.assertions, step.id));
  }
  return records;
}

async function playStep(stage: Stage, step: Step, index: number): Promise<StepRecord> {
  const startedAt = performance.now();
  const error = await play(stage, step).catch(async thrown => await reasonOf(stage, thrown));
  return {
    index,
    what: step.what,
    status: error === null ? 'passed' : 'failed',
    error,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

/** Null when the step was carried out, or the expectation held; else why not. Throws when the page or the browser gives way. */
async function play(stage: Stage, step: Step): Promise<string | null> {
  const session = await sessionOf(stage, step.as);
  const { page, rest } = session;
  if (step.type === 'expect') {
    const doubt = await isHeld({ page, step, log: stage.log, watch: stage.watch, signal: stage.signal });
    stage.assertions[step.id] = doubt === null;
    return doubt;
  }
  if (step.type === 'checkpoint') await keepPicture(stage, session, step);
  else await carryOut(page, step, step.timeoutMs);
  if (step.type !== 'checkpoint') {
    rest.acted();
    stage.watch.acted();
  }
  return null;
}

async function keepPicture(stage: Stage, session: PersonSession, step: Extract<Step, { type: 'checkpoint' }>): Promise<void> {
  const { bytes, width, height } = await takePicture(session, step, step.timeoutMs);
  stage.pictures.push({ checkpoint: step.name, blob: await stage.request.keep(bytes, 'image/png'), width, height });
}

async function sessionOf(stage: Stage, person: string): Promise<PersonSession> {
  const found = stage.sessions.get(person);
  if (found !== undefined) return found;
  const { scenario, routes } = stage.request;
  const session = await openSession(stage.browser, { scenario, person, routes, log: stage.log }).catch(error => {
    // No page of the product is involved yet, so this is the browser's own failure.
    throw stage.signal.aborted ? cancelled() : browserFailed(error);
  });
  stage.sessions.set(person, session);
  if (stage.signal.aborted) throw cancelled();
  return session;
}

/** What stopped the step, for a person. Our own errors and a dead browser are infrastructure and end the replay. */
async function reasonOf(stage: Stage, thrown: unknown): Promise<string> {
  if (stage.signal.aborted) throw cancelled();
  if (thrown instanceof AppError) throw thrown;
  if (!(await isAlive(stage.browser))) throw browserFailed(thrown);
  // Playwright colours its messages for a terminal, and repeats what was typed.
  return clipped(withoutSecrets(stage.request.scenario, messageOf(thrown).replace(/\u001b\[[0-9;]*m/g, '')), 1500);
}

/** Asked, not remembered: a browser that is going down fails its pages before it says that it is gone. */
async function isAlive(browser: Browser): Promise<boolean> {
  try {
    await (await browser.newBrowserCDPSession()).detach();
    return browser.isConnected();
  } catch {
    return false;
  }
}

async function recordOf(stage: Stage, steps: readonly StepRecord[], durationMs: number): Promise<ReplayRecord> {
  const { scenario, side, repeat, twins } = stage.request;
  const last = steps.findLast(step => step.status !== 'not-reached');
  const isBroken = last?.status === 'failed' && !(scenario.steps[last.index]?.type === 'expect' && hasVerdict(stage, last.index));
  return {
    scenario: scenario.id,
    side,
    repeat,
    assertions: stage.assertions,
    broken: isBroken ? { step: last.index, reason: last.error ?? '' } : null,
    steps,
    pictures: stage.pictures,
    console: stage.log.console,
    network: stage.log.network,
    calls: await asked(() => twins.journal()),
    durationMs: Math.round(durationMs),
  };
}

function hasVerdict(stage: Stage, index: number): boolean {
  const step = stage.request.scenario.steps[index];
  return step?.type === 'expect' && Object.hasOwn(stage.assertions, step.id);
}

function notReached(step: Step, index: number): StepRecord {
  return { index, what: step.what, status: 'not-reached', error: null, durationMs: 0 };
}

function cancelled(): AppError {
  return new AppError('cancelled', 'scenario.cancelled', 'The replay was stopped.');
}
