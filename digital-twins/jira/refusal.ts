import { type Answer, json } from '../kit/answer.ts';

/** Jira's refusal: messages for the whole, and errors by field. */
export class JiraRefusal extends Error {
  readonly status: number;
  readonly messages: string[];
  readonly errors: Record<string, string>;

  constructor(status: number, messages: string[], errors: Record<string, string> = {}) {
    super(messages[0] ?? 'refused');
    this.status = status;
    this.messages = messages;
    this.errors = errors;
  }
}

export function errorAnswer(status: number, messages: string[], errors: Record<string, string> = {}): Answer {
  return json({ errorMessages: messages, errors }, status);
}
