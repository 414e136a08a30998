import type { DoctorCheck } from '../../contract/index.ts';
import type { Foreman } from '../../core/foreman.ts';
import type { World } from '../../core/work/world.ts';

/** What the handlers share. They map the contract to the core and decide nothing. */
export type ApiContext = {
  readonly world: World;
  readonly foreman: Foreman;
  readonly home: string;
  readonly version: string;
  readonly knownLines: () => Promise<readonly string[]>;
  readonly lineFiles: () => Promise<readonly LineFile[]>;
  readonly doctor: () => Promise<DoctorCheck[]>;
  readonly runtimeState: () => { readonly isReady: boolean; readonly detail: string };
  /** Calls back when something that no journal entry tells has changed: the runtime became ready. */
  readonly onStateChange: (listener: () => void) => () => void;
};

export type LineFile = { readonly name: string; readonly dot: string };
