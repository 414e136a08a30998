import type { Mux } from './inside/mux.ts';
import { requestInputs, requestStart, requestUnpack } from './station-requests.ts';
import type { StationSpec } from './station-runtime.ts';

/** Puts code and inputs into a new station and starts its process. Cut off in between, the station is made anew. */
export async function fillStation(mux: Mux, spec: StationSpec): Promise<void> {
  if (spec.source) await requestUnpack(mux, spec.source);
  await requestInputs(mux, spec.inputs);
  const { argv, env, tty } = spec.process;
  await requestStart(mux, { argv, env, tty });
}
