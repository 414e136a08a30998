import type { Answer } from './answer.ts';
import { redact, redactText } from './redact.ts';
import type { TwinRequest } from './request.ts';

/** Characters of an answer that the journal keeps. */
const responseLimit = 8_000;

/** A request's body as the journal keeps it. */
export function summariseBody({ body }: TwinRequest): unknown {
  if (body.kind === 'json') return redact(body.value);
  if (body.kind === 'form') return redact(body.fields);
  if (body.kind === 'other') return { type: body.type, characters: body.text.length };
  if (body.kind === 'broken') return { broken: body.type };
  return body.kind === 'none' ? null : { broken: 'too large' };
}

/** An answer as the journal keeps it: whole when it is short JSON, else what it is and how long. */
export function summariseAnswer({ body, headers }: Answer): unknown {
  if (body.kind === 'text') return { type: body.type, characters: body.text.length };
  if (body.kind === 'empty') return typeof headers.location === 'string' ? { location: redactLocation(headers.location) } : null;
  const text = JSON.stringify(body.value) ?? '';
  return text.length <= responseLimit ? redact(body.value) : { type: 'application/json', characters: text.length };
}

function redactLocation(location: string): string {
  return redactText(location).replace(/([?&#](?:code|id_token|access_token|id_token_hint|token)=)[^&#]*/g, '$1[redacted]');
}
