import { compare, type Difference } from './compare.ts';
import { type Exchange, readAnswer } from './exchange.ts';
import { createIdMap } from './id-map.ts';
import type { Outcome } from './report.ts';

/** A twin in a fresh namespace. */
export interface Subject {
  url: string;
  /** What identifies the caller, in place of what was taken out of the recording. */
  authorization: string;
  /** Name of the operation that answered last; undefined when the twin has none for it. */
  lastOperation(): string | undefined;
}

/** Sends every exchange of a group to the twin, in order, and compares what comes back. */
export async function replay(subject: Subject, exchanges: Exchange[]): Promise<Outcome[]> {
  const ids = createIdMap();
  const outcomes: Outcome[] = [];
  for (const exchange of exchanges) {
    const got = await send(subject, exchange, ids.translate);
    const operation = subject.lastOperation();
    const request = `${exchange.method} ${exchange.path.split('?')[0]}`;
    const recorded = { status: exchange.status, headers: exchange.answerHeaders, answer: exchange.answer };
    const differences: Difference[] =
      operation === undefined
        ? [{ kind: 'not-implemented', path: '', recorded: String(exchange.status), got: String(got.status) }]
        : compare(recorded, got);
    if (got.status === exchange.status) ids.learn(exchange.answer, got.answer);
    outcomes.push({ operation: operation ?? request, request, differences });
  }
  return outcomes;
}

async function send({ url, authorization }: Subject, exchange: Exchange, translate: (text: string) => string) {
  const { method, path, headers, body } = exchange;
  const hasBody = body !== '' && method !== 'GET' && method !== 'HEAD';
  const response = await fetch(`${url}${translate(path)}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, authorization },
    ...(hasBody ? { body: translate(body) } : {}),
  });
  const answer = readAnswer(await response.text());
  return { status: response.status, headers: Object.fromEntries(response.headers), answer };
}
