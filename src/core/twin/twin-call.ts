/** One request that a twin answered, as its own journal has it. */
export type TwinCall = {
  readonly seq: number;
  readonly at: string;
  readonly twin: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly body: unknown;
  readonly status: number;
  readonly isWrite: boolean;
};
