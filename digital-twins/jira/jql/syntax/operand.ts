import { placeOf, syntaxError } from './jql-error.ts';
import type { Operand } from './query.ts';
import { expected, isTheWord, type Reader } from './reader.ts';

/** Reads a value, a list in brackets, a function or EMPTY. Throws `JqlError`. */
export function readOperand(reader: Reader): Operand {
  const token = reader.peek();
  if (isTheWord(token, '(')) return readList(reader);
  if (isTheWord(token, 'empty') || isTheWord(token, 'null')) return { kind: 'empty', raw: reader.take().raw };
  if (token.kind === 'end') throw syntaxError(expected(reader.jql, 'either a value, list or function', token));
  if (token.kind === 'sign' || (token.kind === 'word' && token.isKeyword)) {
    const advice = `You must surround '${token.raw}' in quotation marks to use it as a value.`;
    throw syntaxError(
      `Expecting either a value, list or function but got '${token.raw}'. ${advice} ${placeOf(reader.jql, token.at)}`,
    );
  }
  reader.take();
  if (!isTheWord(reader.peek(), '(')) return { kind: 'text', text: token.text, raw: token.raw };
  if (token.text.trim() === '') throw syntaxError(`A function name cannot be empty. ${placeOf(reader.jql, token.at)}`);
  return readCall(reader, token.text, token.at);
}

function readList(reader: Reader): Operand {
  const start = reader.take().at;
  reader.deepen();
  const parts = [readOperand(reader)];
  while (reader.accept(',')) parts.push(readOperand(reader));
  const end = reader.peek().at;
  reader.expect(')');
  reader.rise();
  return { kind: 'list', parts, raw: reader.jql.slice(start, end + 1) };
}

function readCall(reader: Reader, name: string, start: number): Operand {
  reader.take();
  const args = isTheWord(reader.peek(), ')') ? [] : readArguments(reader);
  const end = reader.peek();
  if (end.kind === 'sign' && end.text !== ')' && args.length > 0) throw syntaxError(expected(reader.jql, "')' or ','", end));
  reader.expect(')');
  return { kind: 'call', name, args, raw: reader.jql.slice(start, end.at + 1) };
}

function readArguments(reader: Reader): string[] {
  if (isTheWord(reader.peek(), ',') || reader.peek().kind === 'end') reader.expect(')');
  const args: string[] = [];
  do args.push(readArgument(reader));
  while (reader.accept(','));
  return args;
}

/** An argument is a text; Jira also takes keywords that stand alone in it. */
function readArgument(reader: Reader): string {
  const token = reader.peek();
  if (token.kind === 'end') throw syntaxError('Expecting a function argument at the end of the query.');
  const place = placeOf(reader.jql, token.at);
  if (isTheWord(token, ')')) throw syntaxError(`Function argument must be specified. ${place}`);
  if (token.kind === 'sign') {
    const advice = `You must surround '${token.raw}' in quotation marks to use it as an argument.`;
    throw syntaxError(`Expecting a function argument but got '${token.raw}'. ${advice} ${place}`);
  }
  reader.take();
  return token.text;
}
