import type { ServerResponse } from 'node:http';

/** What a twin answers. `ok` is the vendor's notion of success, by default a status below 400. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: AnswerBody;
  ok?: boolean;
}

type AnswerBody = { kind: 'empty' } | { kind: 'json'; value: unknown } | { kind: 'text'; type: string; text: string };

type Headers = Answer['headers'];

export function json(value: unknown, status = 200, headers: Headers = {}): Answer {
  return { status, headers, body: { kind: 'json', value } };
}

export function empty(status = 204, headers: Headers = {}): Answer {
  return { status, headers, body: { kind: 'empty' } };
}

/** A page that may load nothing from elsewhere and run no script. */
export function page(text: string, status = 200, headers: Headers = {}): Answer {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'";
  return {
    status,
    headers: { 'content-security-policy': policy, 'cache-control': 'no-store', ...headers },
    body: { kind: 'text', type: 'text/html; charset=utf-8', text },
  };
}

export function redirect(location: string, headers: Headers = {}): Answer {
  return empty(302, { location, 'cache-control': 'no-store', ...headers });
}

export function isOk(answer: Answer): boolean {
  return answer.ok ?? answer.status < 400;
}

/** Writes an answer; a response whose client has gone away is left alone. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const { type, text } = render(answer.body);
  response.writeHead(answer.status, { ...(type === '' ? {} : { 'content-type': type }), ...answer.headers });
  response.end(text);
}

function render(body: AnswerBody): { type: string; text: string } {
  if (body.kind === 'empty') return { type: '', text: '' };
  if (body.kind === 'text') return body;
  return { type: 'application/json; charset=utf-8', text: JSON.stringify(body.value) };
}
