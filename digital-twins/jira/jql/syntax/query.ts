/** A query as a tree. */
export interface Query {
  where: Clause | undefined;
  orderBy: Sort[];
}

export interface Sort {
  field: FieldName;
  direction: 'asc' | 'desc' | undefined;
}

export type Clause = { kind: 'and' | 'or'; parts: Clause[] } | { kind: 'not'; part: Clause } | TestClause;

export interface TestClause {
  kind: 'test';
  field: FieldName;
  operator: Operator;
  /** None after `changed`. */
  operand: Operand | undefined;
  predicates: Predicate[];
}

/** A field as it was written: by name, as `cf[10001]`, or the property of an entity (`issue.property[key].path`). */
export interface FieldName {
  name: string;
  /** As written, with its quotation marks. */
  raw: string;
  customId?: string;
  property?: { key: string; path: string };
}

export type Operator =
  | '='
  | '!='
  | '~'
  | '!~'
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'
  | 'was'
  | 'was in'
  | 'was not'
  | 'was not in'
  | 'changed';

export type Operand = Single | { kind: 'list'; parts: Operand[]; raw: string };

export type Single =
  | { kind: 'text'; text: string; raw: string }
  | { kind: 'empty'; raw: string }
  | { kind: 'call'; name: string; args: string[]; raw: string };

export const predicateNames = ['after', 'before', 'on', 'during', 'by', 'from', 'to'] as const;

export interface Predicate {
  name: (typeof predicateNames)[number];
  operand: Operand;
}

/** The single values of an operand; lists within lists are laid flat, as Jira does. */
export function flatten(operand: Operand | undefined): Single[] {
  if (operand === undefined) return [];
  return operand.kind === 'list' ? operand.parts.flatMap(flatten) : [operand];
}
