/** A query that cannot be read, or that asks for what the site has not got; its texts are Jira's. */
export class JqlError extends Error {
  readonly messages: string[];
  /** Whether it could not even be read. */
  isSyntax = false;

  constructor(...messages: string[]) {
    super(messages[0] ?? 'The query is not valid.');
    this.messages = messages;
  }
}

/** Where in a query something stands, as Jira writes it; both count from 1. */
export function placeOf(jql: string, at: number): string {
  const before = jql.slice(0, at).split('\n');
  return `(line ${before.length}, character ${(before.at(-1) ?? '').length + 1})`;
}

/** A query that breaks the grammar. The recorded texts about missing values lack one `the`. */
export function syntaxError(text: string): JqlError {
  const lacksArticle = text.startsWith('Expecting either a value, list or function');
  const error = new JqlError(`Error in ${lacksArticle ? 'JQL' : 'the JQL'} Query: ${text}`);
  error.isSyntax = true;
  return error;
}
