/** A word, a quoted text, or a sign of JQL. */
export type Token = { kind: 'word'; text: string } | { kind: 'text'; text: string } | { kind: 'sign'; text: string };

/** A query that cannot be read; the text goes into Jira's error message. */
export class JqlError extends Error {}

const pattern = /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|>=|<=|&&|\|\||[=~<>!(),])|([^\s"'=!~<>(),&|]+)/y;

/** Cuts a query into tokens. Throws `JqlError`. */
export function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < jql.length) {
    pattern.lastIndex = place;
    const match = pattern.exec(jql);
    if (match === null)
      throw new JqlError(
        `Error in the JQL Query: The character '${jql[place]}' is a reserved JQL character. You must enclose it in a string. (line 1, character ${place + 1})`,
      );
    place = pattern.lastIndex;
    const token = readToken(match);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

function readToken([, double, single, sign, word]: RegExpExecArray): Token | undefined {
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'text', text: quoted.replace(/\\(.)/g, '$1') };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  return word === undefined ? undefined : { kind: 'word', text: word };
}
