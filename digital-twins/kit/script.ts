import { z } from 'zod';
import { fitsPath } from './journal.ts';

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
  z.strictObject({ type: z.literal('drop') }).describe('a delivery that is lost on its way'),
  z.strictObject({ type: z.literal('duplicate') }).describe('a delivery that arrives twice'),
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

/** What scripts are matched with. */
interface Target {
  operation: string;
  method: string;
  /** Of what goes out: the path of its URL. */
  path: string;
}

export interface Scripts {
  add(script: Script): void;
  /** The action for a request that came in, used up by one; the script added first wins. */
  take(twin: string, target: Target): ScriptAction | undefined;
  /** The same for a delivery: only `drop` and `duplicate`. */
  takeForDelivery(twin: string, target: Target): 'drop' | 'duplicate' | undefined;
  clear(): void;
}

export function createScripts(): Scripts {
  let pending: Script[] = [];
  const take = (twin: string, target: Target, isMeant: (action: ScriptAction) => boolean) => {
    if (pending.length === 0) return undefined;
    const script = pending.find(one => one.twin === twin && isMeant(one.action) && fits(one, target));
    if (script === undefined) return undefined;
    script.times -= 1;
    pending = pending.filter(one => one.times > 0);
    return script.action;
  };
  return {
    add: script => {
      pending.push({ ...script });
    },
    take: (twin, target) => take(twin, target, action => !isOutward(action)),
    takeForDelivery: (twin, target) => {
      const action = take(twin, target, isOutward);
      return action?.type === 'drop' || action?.type === 'duplicate' ? action.type : undefined;
    },
    clear: () => {
      pending = [];
    },
  };
}

function isOutward({ type }: ScriptAction): boolean {
  return type === 'drop' || type === 'duplicate';
}

function fits(script: Script, target: Target): boolean {
  if (script.operation !== undefined && script.operation !== target.operation) return false;
  if (script.method !== undefined && script.method.toUpperCase() !== target.method) return false;
  return fitsPath(target.path, script.path);
}
