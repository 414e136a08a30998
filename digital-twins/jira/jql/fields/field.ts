import type { Issue } from '../../model/issue.ts';
import type { Operator, Single } from '../syntax/query.ts';

/** What kind of thing a field holds or a function gives. */
export type Thing =
  | 'issue'
  | 'project'
  | 'category'
  | 'user'
  | 'group'
  | 'version'
  | 'component'
  | 'type'
  | 'status'
  | 'sprint'
  | 'option'
  | 'choice';

export type SortKey = string | number | null;

interface Common {
  /** The name error texts and `autocompletedata` use. */
  name: string;
  operators: readonly Operator[];
  /** Null sorts last; undefined: it cannot be sorted by. */
  sortKey?(issue: Readonly<Issue>): SortKey;
  /** How it is sorted where the query does not say. */
  sortsDown?: boolean;
}

/** A field that holds one or several of a set of things, by id. */
export interface ChoiceField extends Common {
  kind: 'choice';
  of: Thing;
  ids(issue: Readonly<Issue>): readonly string[];
  /** The ids a text may mean; none = the value does not exist. */
  resolve(text: string): readonly string[];
  /** A value nobody knows finds nothing, instead of being an error. */
  isLenient?: boolean;
  /** Words Jira uses for a value that is not there, where they are not the common ones. */
  unknown?(text: string, name: string): string;
  /** Whether `id` is before (-1), after (1) or at `other`; undefined = they do not compare. */
  compare?(id: string, other: string): number | undefined;
  /** The ids of the issues that hold a value, where there is an index. */
  find?(id: string): readonly string[];
  /** `fieldId` in the changelog, for WAS and CHANGED. */
  history?: string;
  /** Tests the name of a value for `~`. */
  nameOf?(id: string): string;
  /** Functions only this field knows: the ids they give. */
  call?(call: Extract<Single, { kind: 'call' }>): readonly string[] | undefined;
}

/** A field of words, in lower case. */
export interface TextField extends Common {
  kind: 'text';
  texts(issue: Readonly<Issue>): readonly string[];
}

/** A field of moments (ms) or days (`yyyy-MM-dd`). */
export interface TimeField extends Common {
  kind: 'time';
  isDay: boolean;
  times(issue: Readonly<Issue>): readonly number[] | readonly string[];
}

/** A field of numbers; durations are read with their units. */
export interface NumberField extends Common {
  kind: 'number';
  number(issue: Readonly<Issue>): number | null;
  /** Undefined: the text is not one. */
  parse(text: string): number | undefined;
  invalid(text: string): string;
}

export type Field = ChoiceField | TextField | TimeField | NumberField;

export const equality: readonly Operator[] = ['=', '!=', 'in', 'not in'];
export const emptiness: readonly Operator[] = ['is', 'is not'];
export const ordering: readonly Operator[] = ['>', '>=', '<', '<='];
export const history: readonly Operator[] = ['was', 'was in', 'was not', 'was not in', 'changed'];
export const matching: readonly Operator[] = ['~', '!~'];
