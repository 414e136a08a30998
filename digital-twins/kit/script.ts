import { z } from 'zod';
import type { TwinRequest } from './request.ts';

const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfter: z.int().min(0).optional().describe('seconds'),
  }),
  z.strictObject({ type: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ type: z.literal('hang') }),
  z.strictObject({ type: z.literal('cut') }),
  z.strictObject({ type: z.literal('malformed') }),
]);

/** What goes wrong on purpose, for which requests, how often. */
export const scriptSchema = z.strictObject({
  twin: z.string(),
  operation: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional().describe('exact, or a prefix when it ends in *'),
  times: z.int().min(1).default(1),
  action: actionSchema,
});

type Script = z.infer<typeof scriptSchema>;
export type ScriptAction = Script['action'];

export interface Scripts {
  add(script: Script): void;
  /** The action for this request, used up by one; the script added first wins. */
  take(twin: string, operation: string, request: TwinRequest): ScriptAction | undefined;
  clear(): void;
}

export function createScripts(): Scripts {
  let pending: Script[] = [];
  return {
    add: script => {
      pending.push({ ...script });
    },
    take: (twin, operation, request) => {
      const script = pending.find(one => one.twin === twin && fits(one, operation, request));
      if (script === undefined) return undefined;
      script.times -= 1;
      pending = pending.filter(one => one.times > 0);
      return script.action;
    },
    clear: () => {
      pending = [];
    },
  };
}

function fits(script: Script, operation: string, request: TwinRequest): boolean {
  if (script.operation !== undefined && script.operation !== operation) return false;
  if (script.method !== undefined && script.method.toUpperCase() !== request.method) return false;
  if (script.path === undefined) return true;
  if (script.path.endsWith('*')) return request.path.startsWith(script.path.slice(0, -1));
  return script.path === request.path;
}
