import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { type Bench, demand, failure } from '../../testing/conformance/check.ts';
import { token } from './seed.ts';

/** A client that gives up at once and says nothing on its own. */
export function connect(bench: Bench, as: string | undefined, more: WebClientOptions = {}): WebClient {
  return new WebClient(as, {
    slackApiUrl: `${bench.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
    ...more,
  });
}

/** The product's bot, which may do everything. */
export function bot(bench: Bench): WebClient {
  return connect(bench, token.helpdesk);
}

/** What the SDKs would print. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** What Slack says when it refuses. */
interface Refused {
  error: string;
  needed?: string;
  provided?: string;
  response_metadata?: { messages?: string[]; scopes?: string[]; acceptedScopes?: string[] };
}

/** The answer inside the SDK's error. Throws when the call succeeds, or fails otherwise than in band. */
export async function refused(call: Promise<unknown>): Promise<Refused> {
  const error = await failure(() => call);
  demand(error.code === 'slack_webapi_platform_error', `expected a refusal in band, got: ${error.message}`);
  return error.data as Refused;
}

/** Demands that a call is refused with exactly this error. */
export async function refuses(call: Promise<unknown>, expected: string, what = 'error'): Promise<void> {
  const { error } = await refused(call);
  demand(error === expected, `${what}: expected ${expected}, got ${error}`);
}

/** One call of the Web API without the SDK: the parsed answer, with what stands around it. */
export async function ask(bench: Bench, path: string, init: RequestInit = {}): Promise<{ body: Answer; response: Response }> {
  const response = await fetch(`${bench.url}/api/${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  return { body: text.startsWith('{') ? JSON.parse(text) : {}, response };
}

export interface Answer {
  ok?: boolean;
  error?: string;
  warning?: string;
  response_metadata?: { warnings?: string[]; messages?: string[] };
  [key: string]: unknown;
}

/** The id of a person or bot by handle. */
export async function userId(bench: Bench, name: string): Promise<string> {
  const { members = [] } = await bot(bench).users.list({});
  const id = members.find(member => member.name === name)?.id;
  demand(id !== undefined, `users.list does not know ${name}`);
  return id;
}

/** Posts as the product's bot and gives back the time of the message. */
export async function post(bench: Bench, channel: string, text: string): Promise<string> {
  const { ts } = await bot(bench).chat.postMessage({ channel, text });
  demand(/^\d{10}\.\d{6}$/.test(ts ?? ''), `chat.postMessage gave the ts ${ts}`);
  return ts ?? '';
}
