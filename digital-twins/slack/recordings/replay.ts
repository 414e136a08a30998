import type { Replayed } from '../../testing/recording-score.ts';
import { type DescribedMethods, readSlackDescription } from './described.ts';
import type { RawCall } from './raw-calls.ts';
import { recordedToken } from './workspace.ts';

/** What was learned while replaying: ids and cursors of the recording as the twin calls them. */
type Names = Map<string, string>;

/** Sends all recorded requests to the twin at `origin`, in order, with ids, cursors and addresses put in its words. */
export async function replaySlack(calls: RawCall[], origin: string): Promise<Replayed[]> {
  const described = readSlackDescription();
  const names: Names = new Map();
  const replayed: Replayed[] = [];
  for (const call of calls) replayed.push(await replay(call, origin, names, described));
  return replayed;
}

async function replay(call: RawCall, origin: string, names: Names, described: DescribedMethods): Promise<Replayed> {
  const path = new URL(call.url).pathname;
  const method = path.replace('/api/', '');
  const isUpload = path.startsWith('/upload/');
  // One recorded call lost its token when the secrets were taken out of it.
  const hasToken = call.hadToken || (call.body as { ok?: boolean } | null)?.ok === true;
  const response = await fetch(isUpload ? (names.get(call.url) ?? '') : `${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(hasToken && !isUpload ? { authorization: `Bearer ${recordedToken}` } : {}),
    },
    body: isUpload ? call.sent : translate(call, names),
  });
  const body = isUpload ? null : await response.json();
  learn(call.body, body, names);
  const recorded = call.body as { ok?: boolean; error?: string } | null;
  const found = body as { ok?: boolean; error?: string } | null;
  return {
    call: {
      test: call.test,
      method: 'POST',
      path: isUpload ? '/upload' : `${path}/${recorded?.ok === false ? 'refused' : 'ok'}`,
      request: null,
      status: call.status,
      body: call.body,
      links: [],
    },
    // Slack says in band whether a call succeeded, and how it failed.
    status: recorded?.ok === found?.ok && recorded?.error === found?.error ? response.status : -1,
    body,
    problems: isUpload ? undefined : newProblems(described, method, call.body, body),
    knows: key => described.knows(method, key),
  };
}

function translate({ sent }: RawCall, names: Names): string {
  const fields = new URLSearchParams(sent);
  return [...fields]
    .map(([name, value]) => {
      const own = names.get(value) ?? value.replace(/\bF[A-Z0-9]{8,}\b/g, id => names.get(id) ?? id);
      return `${encodeURIComponent(name)}=${encodeURIComponent(name === 'thread_ts' ? (names.get('thread') ?? '') : own)}`;
    })
    .filter(pair => pair !== 'thread_ts=')
    .join('&');
}

/** Values of the recording that later calls use again. */
function learn(recorded: unknown, found: unknown, names: Names): void {
  if (typeof recorded !== 'object' || recorded === null || typeof found !== 'object' || found === null) return;
  const [from, to] = [recorded as Record<string, unknown>, found as Record<string, unknown>];
  for (const key of ['upload_url', 'file_id']) note(names, from[key], to[key]);
  note(
    names,
    (from.response_metadata as Record<string, unknown>)?.next_cursor,
    (to.response_metadata as Record<string, unknown>)?.next_cursor,
  );
  for (const key of ['members', 'channels']) learnNamed(from[key], to[key], names);
}

function note(names: Names, from: unknown, to: unknown): void {
  if (typeof from === 'string' && from !== '' && typeof to === 'string') names.set(from, to);
}

/** Users and channels are the same when they have the same name. */
function learnNamed(from: unknown, to: unknown, names: Names): void {
  if (!Array.isArray(from) || !Array.isArray(to)) return;
  for (const one of from as { id: string; name: string }[]) {
    note(names, one.id, (to as { id: string; name: string }[]).find(other => other.name === one.name)?.id);
  }
}

/** What the description has against the answer and not against the recorded one: it is older than both. */
function newProblems(described: DescribedMethods, method: string, recorded: unknown, body: unknown): string[] | undefined {
  if ((recorded as { ok?: boolean } | null)?.ok !== true) return undefined;
  const old = new Set((described.problems(method, recorded) ?? []).map(shapeOf));
  return described.problems(method, body)?.filter(problem => !old.has(shapeOf(problem)));
}

function shapeOf(problem: string): string {
  return problem.replaceAll(/\/\d+(?=\/| )/g, '/[]');
}
