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
  /** How sure the twin is of this operation. */
  readonly label: TwinLabel;
};

/**
 * What an operation of a twin rests on, surest first: compared with recordings of the real service, checked against its
 * published schema, written after its documentation, or guessed. `none`: the twin does not have what was asked for.
 */
export const twinLabels = ['recorded', 'spec', 'docs', 'guess', 'none'] as const;
export type TwinLabel = (typeof twinLabels)[number];
