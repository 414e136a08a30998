import { type Answer, json } from '../kit/answer.ts';

/** Slack's refusal: `{ ok: false, error, … }` with HTTP 200. */
export class SlackRefusal extends Error {
  readonly details: Record<string, unknown>;

  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error);
    this.details = details;
  }
}

export function refusal(
  error: string,
  details: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  status = 200,
): Answer {
  return { ...json({ ok: false, error, ...details }, status, headers), ok: false };
}

/** `invalid_arguments`, with what is wrong as Slack's schema check words it (recorded for views.open). */
export function invalidArguments(...messages: string[]): SlackRefusal {
  return new SlackRefusal('invalid_arguments', {
    response_metadata: { messages: messages.map(message => `[ERROR] ${message}`) },
  });
}
