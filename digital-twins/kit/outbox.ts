/** A request to the outside. */
export interface OutRequest {
  /** What the journal and failure scripts call it. */
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Real ms to the end of the answer. */
  timeoutMs: number;
}

/** What came of it. */
export type OutResult =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'failed'; reason: 'timeout' | 'unreachable' | 'refused-url'; message: string };

/** A request in the background, tried again as its vendor would. */
export interface Delivery extends OutRequest {
  /** ms of the namespace's clock until the next attempt; `attempt` counts from 1. Undefined = no more. */
  retryIn?(attempt: number, last: OutResult): number | undefined;
  /** Headers of the attempts after the first. */
  headersFor?(attempt: number, last: OutResult): Record<string, string>;
  /** Called once, with what the last attempt brought; never after a reset or restore. */
  done?(result: OutResult, attempts: number): void;
}

/** The only way out of a twin: what it calls goes through the dialler its namespace was given, and into the journal. */
export interface Outbox {
  request(out: OutRequest): Promise<OutResult>;
  deliver(delivery: Delivery): void;
}
