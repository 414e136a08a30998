import { createServer } from 'node:http';
import { createTwinHost, listen } from '../kit/host.ts';
import { checkSeed } from '../kit/seed.ts';
import { TwinError } from '../kit/twin-error.ts';
import { twins } from '../registry.ts';
import { callers } from './callers.ts';
import type { Exchange } from './exchange.ts';
import { replay } from './replay.ts';
import type { Outcome } from './report.ts';

/** What stands in for the recorded org, site or workspace; left out = one caller who may do everything. */
export interface Stand {
  seed?: unknown;
  authorization?: string;
}

/** Replays a recording against a twin, each group in a fresh namespace. Throws `TwinError` for an unknown twin or seed. */
export async function measureDrift(twin: string, exchanges: Exchange[], stand: Stand = {}): Promise<Outcome[]> {
  const caller = callers[twin];
  if (caller === undefined) throw new TwinError(400, 'drift.twin', `there is no twin "${twin}"`);
  const host = createTwinHost(twins, 'drift');
  const seed = checkSeed(stand.seed ?? caller.seed, twins);
  const authorization = stand.authorization ?? caller.authorization;
  const outcomes: Outcome[] = [];
  for (const [place, group] of groupsOf(exchanges).entries()) {
    const { namespace } = host.namespaces.ensure(`group-${place}`, seed, true);
    const server = createServer((incoming, response) => void host.handlers.get(twin)?.serve(namespace, incoming, response));
    const lastOperation = () => {
      const last = namespace.journal.read({ direction: 'in' }).entries.at(-1);
      return last === undefined || last.operation === 'unknown' ? undefined : last.operation;
    };
    const url = `http://127.0.0.1:${await listen(server)}`;
    outcomes.push(...(await replay({ url, authorization, lastOperation }, group)));
    server.closeAllConnections();
    server.close();
    host.namespaces.remove(`group-${place}`);
  }
  return outcomes;
}

function groupsOf(exchanges: Exchange[]): Exchange[][] {
  return [...Map.groupBy(exchanges, exchange => exchange.group).values()];
}
