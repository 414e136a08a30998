import type { Duplex } from 'node:stream';
import type { TwinCall } from './twin-call.ts';

/** The names of the services that have a twin; inside a station and in the browser they are `http://NAME.localhost`. */
export const twinNames = ['slack', 'okta', 'jira'] as const;
export type TwinName = (typeof twinNames)[number];

/** Opens a connection to what a twin calls by this name and port. Rejects for what may not be reached from here. */
export type Reach = (host: string, port: number) => Promise<Duplex>;

/** One isolated set of twins, bound to one tunnel. What a client sends can never choose another. */
export interface TwinSpace {
  readonly name: string;
  /** A new byte stream to a twin of this space. A `program` finds the service there, but not the pages where people act. */
  connect(twin: TwinName, visitor?: 'program' | 'anybody'): Promise<Duplex>;
  /** Until the space goes, what its twins call (webhooks, SCIM, keys …) is opened by `reach`; without it, nothing is. */
  letOut(reach: Reach): Promise<void>;
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
