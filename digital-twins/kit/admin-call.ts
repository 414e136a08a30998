import type { Answer } from './answer.ts';
import type { Coverage } from './coverage.ts';
import type { HostDiallers } from './host-diallers.ts';
import type { LineStream } from './line-stream.ts';
import type { Namespaces } from './namespaces.ts';
import type { Twin } from './plugin.ts';
import type { TwinRequest } from './request.ts';

export interface AdminParts {
  token: string;
  twins: Twin[];
  namespaces: Namespaces;
  coverage: Coverage;
  diallers: HostDiallers;
}

/** One call of the admin interface. */
export interface AdminCall {
  request: TwinRequest;
  params: Record<string, string>;
  /** For what goes on after the head of the answer: lines are sent through this until `closed`. */
  stream(): LineStream;
}

/** `streaming`: the answer is being written. */
export type AdminAction = (call: AdminCall) => Answer | 'streaming' | Promise<Answer>;
