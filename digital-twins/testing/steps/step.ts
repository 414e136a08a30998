/**
 * One request to the twin: method and path, its body, and what to
 * remember of the answer. `$name` stands for what an earlier step remembered, `#name` for the same as a number.
 * `keep` is `name` for the answer's id, or `name=path.into.the.answer`.
 */
export type Step = readonly [request: string, body?: unknown, ...keep: string[]];
