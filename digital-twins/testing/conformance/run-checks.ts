import type { Browser } from 'playwright-core';
import { openBrowser } from '../browser.ts';
import { type Product, type Reply, startProduct } from '../product.ts';
import { at, startTwins, type TwinsProcess } from '../twins-process.ts';
import type { Bench, Check } from './check.ts';
import { type NullKind, nullKinds, startNullServer } from './null-server.ts';

/** What one check came to. `ok` only when it passes on the twin and fails on every null server. */
export interface CheckResult {
  id: string;
  title: string;
  ok: boolean;
  label: string;
  error: string | null;
  /** Whether the check passed on the twin, and on each server that knows nothing. */
  passes: Record<'twin' | NullKind, boolean>;
}

/** Real ms for one check, on the twin and on a null server. */
const patience = { twin: 60_000, null: 8_000 };

/** Checks at a time on null servers, which mostly wait for a client to give up. */
const nullLanes = 4;

interface Target {
  url: string;
  admin: Bench['admin'];
  close(): unknown;
}

/** Runs every check on a fresh namespace of the twin and on three null servers. */
export async function runChecks(twin: string, checks: Check[], told: (result: CheckResult) => void): Promise<CheckResult[]> {
  const twins = await startTwins();
  let browser: Promise<Browser> | undefined;
  const openPage = async () => {
    browser ??= openBrowser();
    return (await browser).newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
  };
  const nullRuns = runOnNulls(checks, openPage);
  const results: CheckResult[] = [];
  for (const [place, check] of checks.entries()) {
    const open = (product: Product) => openTwin(twins, `check-${place}`, twin, check.seed?.(product.url));
    const error = await attempt(check, open, openPage, patience.twin);
    const nulls = await nullRuns[place]!;
    const knowsNothing = nullKinds.filter(kind => nulls[kind]);
    const why = knowsNothing.length === 0 ? error : `it passes on a server that says ${knowsNothing.join(', ')} to everything`;
    const passes = { twin: error === null, ...nulls };
    const result = { id: check.id, title: check.title, ok: why === null, label: check.label, error: why, passes };
    results.push(result);
    told(result);
  }
  await (await browser)?.close();
  await twins.stop();
  return results;
}

/** All checks on all null servers, a few at a time; the result of each is there when it is wanted. */
function runOnNulls(checks: Check[], openPage: Bench['page']): Promise<Record<NullKind, boolean>>[] {
  const lanes: Promise<unknown>[] = Array.from({ length: nullLanes }, () => Promise.resolve());
  return checks.map((check, place) => {
    const run = lanes[place % nullLanes]!.then(async () => {
      const passed = {} as Record<NullKind, boolean>;
      for (const kind of nullKinds) passed[kind] = (await attempt(check, () => openNull(kind), openPage, patience.null)) === null;
      return passed;
    });
    lanes[place % nullLanes] = run;
    return run;
  });
}

async function openTwin(twins: TwinsProcess, namespace: string, twin: string, seed: unknown): Promise<Target> {
  const { status, body } = await twins.admin('PUT', `${at(namespace)}?fresh=1`, { seeds: seed ?? {} });
  if (status !== 201) throw new Error(`the seed is refused: ${JSON.stringify(body)}`);
  await twins.letOut(namespace);
  const url = (await twins.forward(namespace, twin)).replace('127.0.0.1', 'localhost');
  const admin: Bench['admin'] = async (method, path, sent) => (await twins.admin(method, at(namespace, path), sent)).body;
  return { url, admin, close: () => twins.admin('DELETE', at(namespace)) };
}

async function openNull(kind: NullKind): Promise<Target> {
  const server = await startNullServer(kind);
  return { url: server.url, admin: async () => ({}), close: server.close };
}

/** Null when the check passes, else why it does not. */
async function attempt(
  check: Check,
  open: (product: Product) => Promise<Target>,
  openPage: Bench['page'],
  ms: number,
): Promise<string | null> {
  const undo: (() => unknown)[] = [];
  let answer: (heard: Product['heard'][number]) => Reply | Promise<Reply> = () => ({});
  const product = await startProduct(heard => answer(heard));
  undo.push(product.close);
  try {
    const target = await open(product);
    undo.push(target.close);
    const bench: Bench = {
      url: target.url,
      product,
      reply: given => {
        answer = given;
      },
      admin: target.admin,
      page: async () => {
        const page = await openPage();
        undo.push(() => page.close());
        return page;
      },
      after: one => void undo.push(one),
    };
    await within(ms, check.run(bench));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 6).join(' · ') || error.name : String(error);
  } finally {
    for (const one of undo.reverse()) await Promise.resolve(one()).catch(() => undefined);
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
