import type { z } from 'zod';

/** One request, one reply. */
export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
};
/** One request, many checked items, until either side ends it. */
export type Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'stream';
  readonly input: I;
  readonly item: O;
};
/** One request, many pieces of raw bytes with flow control: terminals and pictures. Never base64, never zod. */
export type Bytes<I extends z.ZodType = z.ZodType> = { readonly kind: 'bytes'; readonly input: I };

/** Everything one side may ask of the other, by `noun.verb`. */
export type Contract = Readonly<Record<string, Call | Stream | Bytes>>;

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { kind: 'call', input, output };
}

export function stream<I extends z.ZodType, O extends z.ZodType>(input: I, item: O): Stream<I, O> {
  return { kind: 'stream', input, item };
}

export function bytes<I extends z.ZodType>(input: I): Bytes<I> {
  return { kind: 'bytes', input };
}

/** What the serving side writes. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>>
    : C[K] extends Stream<infer I, infer O>
      ? (input: z.output<I>, context: CallContext) => AsyncIterable<z.input<O>>
      : C[K] extends Bytes<infer I>
        ? (input: z.output<I>, context: CallContext) => AsyncIterable<Uint8Array>
        : never;
};

/** Who asks, and when they stopped asking. The transport names the actor; a client never names itself. */
export type CallContext = { readonly signal: AbortSignal; readonly actor: string };

/** What the calling side sees. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.input<I>, signal?: AbortSignal) => Promise<z.output<O>>
    : C[K] extends Stream<infer I, infer O>
      ? (input: z.input<I>, signal?: AbortSignal) => AsyncIterable<z.output<O>>
      : C[K] extends Bytes<infer I>
        ? (input: z.input<I>, signal?: AbortSignal) => AsyncIterable<Uint8Array>
        : never;
};
