import type { Duplex } from 'node:stream';
import type { TwinCall } from './twin-call.ts';

/** The names of the services that have a twin; inside a station and in the browser they are `http://NAME.localhost`. */
export const twinNames = ['slack', 'okta', 'jira'] as const;
export type TwinName = (typeof twinNames)[number];

/** One isolated set of twins, bound to one tunnel. What a client sends can never choose another. */
export interface TwinSpace {
  readonly name: string;
  /** A new byte stream to a twin of this space. */
  connect(twin: TwinName): Promise<Duplex>;
  journal(): Promise<readonly TwinCall[]>;
  state(): Promise<Readonly<Record<string, unknown>>>;
  remove(): Promise<void>;
}

/** What a space starts with. `seed` is a twin seed document; `clock` an ISO moment or null for real time. */
export type SpaceSettings = { readonly seed: unknown; readonly clock: string | null; readonly fresh: boolean };

/** The process that holds all spaces. Throws `unavailable` when it cannot be started or has gone. */
export interface Twins {
  /** Make the space, or find it with its state; `fresh` starts it over. */
  open(name: string, settings: SpaceSettings): Promise<TwinSpace>;
  close(): Promise<void>;
}
