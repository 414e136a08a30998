import type { JqlContext } from '../context.ts';
import type { Thing } from '../fields/field.ts';

/** A function that gives a list of things. */
export interface JqlFunction {
  /** As `autocompletedata` spells it. */
  name: string;
  gives: Thing;
  /** How many arguments it takes. */
  least: number;
  most: number;
  isList: boolean;
  run(args: readonly string[], context: JqlContext): readonly string[];
}
