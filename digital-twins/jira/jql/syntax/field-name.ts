import { placeOf, syntaxError } from './jql-error.ts';
import type { FieldName } from './query.ts';
import { expected, isTheWord, type Reader } from './reader.ts';

/** Reads a field: a name, `cf[10001]`, or `issue.property[key].path`. Throws `JqlError`. */
export function readFieldName(reader: Reader): FieldName {
  const token = reader.peek();
  if (token.kind === 'end') throw syntaxError('Expecting a field name at the end of the query.');
  if (isTheWord(token, 'cf')) return readCustomField(reader);
  if (token.kind === 'sign' && token.text === '[') {
    throw syntaxError(`Expecting a field name but got '['. Did you mean 'cf['? ${placeOf(reader.jql, token.at)}`);
  }
  if (token.kind === 'sign' || (token.kind === 'word' && token.isKeyword)) {
    const advice = `You must surround '${token.raw}' in quotation marks to use it as a field name.`;
    throw syntaxError(`Expecting a field name but got '${token.raw}'. ${advice} ${placeOf(reader.jql, token.at)}`);
  }
  if (token.text.trim() === '') throw syntaxError(`A field name cannot be empty. ${placeOf(reader.jql, token.at)}`);
  reader.take();
  const field = { name: token.text, raw: token.raw };
  return isTheWord(reader.peek(), '[') ? readProperty(reader, field) : field;
}

function readCustomField(reader: Reader): FieldName {
  const start = reader.take().at;
  reader.expect('[');
  const id = reader.peek();
  if (!/^\d+$/.test(id.text)) throw syntaxError(expected(reader.jql, 'a custom field id (a positive number)', id));
  if (id.text.length > 18) {
    const range = 'Numbers must be between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807.';
    throw syntaxError(`'${id.text}' is not a valid number. ${range} ${placeOf(reader.jql, id.at)}`);
  }
  reader.take();
  const end = reader.peek().at;
  reader.expect(']');
  return { name: `cf[${id.text}]`, raw: reader.jql.slice(start, end + 1), customId: id.text };
}

function readProperty(reader: Reader, field: FieldName): FieldName {
  reader.expect('[');
  const key = reader.peek();
  if (key.kind !== 'word' && key.kind !== 'quoted') throw syntaxError(expected(reader.jql, 'a property key', key));
  reader.take();
  const end = reader.peek().at;
  reader.expect(']');
  const next = reader.peek();
  const isPath = next.kind === 'word' && next.at === end + 1 && next.text.startsWith('.');
  if (isPath) reader.take();
  const path = isPath ? next.text.slice(1) : '';
  return { name: field.name, raw: `${field.raw}[${key.raw}]${isPath ? next.raw : ''}`, property: { key: key.text, path } };
}
