import type { z } from 'zod';
import type { Answer } from './answer.ts';
import type { Clock } from './clock.ts';
import type { Label } from './coverage.ts';
import type { Ids } from './ids.ts';
import type { Outbox } from './outbox.ts';
import type { Person } from './person.ts';
import type { TwinRequest } from './request.ts';
import type { Secrets } from './secrets.ts';
import type { Sockets, TwinSocket } from './sockets.ts';

/** What the namespace gives a twin. */
export interface World {
  clock: Clock;
  ids: Ids;
  secrets: Secrets;
  people: Person[];
  /** What the twin calls: the only way out. */
  outbox: Outbox;
  /** WebSockets that are open now. */
  sockets: Sockets;
}

/** The world and the twin's state in it, without a request: what time brings is done with this. */
export interface WorldCall<State> extends World {
  state: State;
  /** The state as it is when this is called: for what goes on after the call is over. */
  current(): State;
}

/** One call of an operation. */
export interface Call<State> extends WorldCall<State> {
  request: TwinRequest;
  params: Record<string, string>;
  /** Tells the journal who is asking, by the name the seed gives them. */
  actAs(name: string): void;
}

export interface Operation<State> {
  /** Unique in its twin; what journal, scripts and coverage call it. */
  name: string;
  /** HTTP methods, separated by a space. */
  method: string;
  /** One path or several, separated by a space; `:name` stands for one segment. */
  path: string;
  label: Label;
  /** Whether it changes what an expectation can see. */
  write?: boolean;
  /** A page where somebody acts as anybody: not there for a program, which could act in a person's name. */
  forPeople?: boolean;
  run(call: Call<State>): Answer | Promise<Answer>;
}

/** A WebSocket that a twin offers. */
export interface SocketOperation<State> {
  name: string;
  path: string;
  label: Label;
  /** Takes the socket, or answers instead and thereby refuses it. */
  open(call: Call<State>, socket: TwinSocket): Answer | undefined;
}

/** Why the kit itself has to refuse a request; the twin puts it in its vendor's words. */
export type Refusal =
  | { reason: 'unknown-operation' }
  | { reason: 'body-too-large' }
  | { reason: 'body-broken' }
  | { reason: 'crashed' }
  | { reason: 'scripted'; status: number };

/** A twin as its author writes it. A value at the top of `State` is a `Table` or must survive `structuredClone`. */
export interface TwinDefinition<Seed extends z.ZodType, State> {
  name: string;
  seedSchema: Seed;
  /** Builds the state. Throws `TwinError` for a seed that contradicts itself. */
  create(seed: z.infer<Seed>, world: World): State;
  /** The state as expectations read it: plain maps by the names people use. */
  view(state: State, world: World): unknown;
  operations: Operation<State>[];
  sockets?: SocketOperation<State>[];
  /** When time next brings something, in ms of the namespace's clock. */
  due?(state: State): number | undefined;
  /** Carries out all that is due at `clock.now()`. */
  catchUp?(call: WorldCall<State>): void;
  refuse(request: TwinRequest, refusal: Refusal, world: World): Answer;
}

/** A twin as the kit holds it, with its own types inside. */
export interface Twin {
  name: string;
  seedSchema: z.ZodType;
  operations: Operation<unknown>[];
  sockets?: SocketOperation<unknown>[];
  due?(state: unknown): number | undefined;
  catchUp?(call: WorldCall<unknown>): void;
  create(seed: unknown, world: World): unknown;
  view(state: unknown, world: World): unknown;
  refuse(request: TwinRequest, refusal: Refusal, world: World): Answer;
}

/**
 * Closes a definition over its types. The kit only ever hands a twin the state that its own `create` made, and the seed
 * that its own schema let through, which is what makes the cast sound.
 */
export function defineTwin<Seed extends z.ZodType, State>(definition: TwinDefinition<Seed, State>): Twin {
  return definition as unknown as Twin;
}

/** Marks operations as pages for people. */
export function forPeople<State>(operations: Operation<State>[]): Operation<State>[] {
  return operations.map(operation => ({ ...operation, forPeople: true }));
}
