import { blockTypes, elementTypes, type Field, type Fields } from './types.ts';

type Loose = Record<string, unknown>;

/** What is wrong, where; `at` is a JSON pointer. */
export interface Problem {
  message: string;
  at: string;
}

/** Checks one block against the rules of its type (Slack docs, "Blocks" reference). */
export function checkBlock(block: unknown, at: string): Problem[] {
  return checkTyped(block, at, blockTypes);
}

function checkTyped(value: unknown, at: string, known: Record<string, Fields>): Problem[] {
  if (!isObject(value)) return [{ message: 'must be an object', at }];
  const { type } = value;
  if (typeof type !== 'string') return [{ message: 'missing required field: type', at }];
  const fields = Object.hasOwn(known, type) ? known[type] : undefined;
  if (fields === undefined) return [{ message: `unsupported type: ${type}`, at: `${at}/type` }];
  return checkFields(value, at, fields);
}

function checkFields(value: Loose, at: string, fields: Fields): Problem[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const given = value[name];
    if (given === undefined || given === null) {
      const isMissing = field.need === true || field.unless?.every(other => value[other] === undefined) === true;
      return isMissing ? [{ message: `missing required field: ${name}`, at }] : [];
    }
    return checkField(given, `${at}/${name}`, field);
  });
}

function checkField(value: unknown, at: string, field: Field): Problem[] {
  switch (field.kind) {
    case 'string':
      return checkString(value, at, field);
    case 'flag':
      return typeof value === 'boolean' ? [] : [{ message: 'must be a boolean', at }];
    case 'text':
      return checkText(value, at, field);
    case 'object':
      return isObject(value) ? checkFields(value, at, field.fields) : [{ message: 'must be an object', at }];
    case 'element': {
      if (isObject(value) && field.types !== undefined && typeof value.type === 'string' && !field.types.includes(value.type)) {
        return [{ message: `unsupported type: ${value.type}`, at: `${at}/type` }];
      }
      return checkTyped(value, at, elementTypes);
    }
    case 'list':
      return checkList(value, at, field);
    case 'context':
      return isObject(value) && value.type === 'image'
        ? checkTyped(value, at, elementTypes)
        : checkText(value, at, { kind: 'text', most: 2000 });
    case 'any':
      return [];
  }
}

function checkString(value: unknown, at: string, { most, least, oneOf }: Extract<Field, { kind: 'string' }>): Problem[] {
  if (typeof value !== 'string') return [{ message: 'must be a string', at }];
  if (oneOf !== undefined && !oneOf.includes(value)) return [{ message: 'failed to match any of the allowed values', at }];
  if (value.length < (least ?? 0)) return [{ message: `must be more than ${(least ?? 0) - 1} characters`, at }];
  if (most !== undefined && value.length > most) return [{ message: `must be less than ${most + 1} characters`, at }];
  return [];
}

/** A text object; what is wrong with it is said twice, as Slack says it (recorded in public issue reports). */
function checkText(value: unknown, at: string, { most, plain }: Extract<Field, { kind: 'text' }>): Problem[] {
  const problems = textProblems(value, at, most, plain === true);
  return problems.length === 0 ? [] : [{ message: 'failed to match all allowed schemas', at }, ...problems];
}

function textProblems(value: unknown, at: string, most: number, isPlain: boolean): Problem[] {
  if (!isObject(value)) return [{ message: 'must be an object', at }];
  const { type, text } = value;
  const allowed = isPlain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (typeof type !== 'string') return [{ message: 'missing required field: type', at }];
  if (!allowed.includes(type)) return [{ message: `must be a valid enum value`, at: `${at}/type` }];
  if (text === undefined) return [{ message: 'missing required field: text', at }];
  const extra = Object.keys(value).filter(key => !['type', 'text', type === 'mrkdwn' ? 'verbatim' : 'emoji'].includes(key));
  const problems = checkString(text, `${at}/text`, { kind: 'string', least: 1, most });
  return [...problems, ...extra.map(key => ({ message: `invalid additional property: ${key}`, at }))];
}

function checkList(value: unknown, at: string, field: Extract<Field, { kind: 'list' }>): Problem[] {
  if (!Array.isArray(value)) return [{ message: 'must be an array', at }];
  const problems: Problem[] = [];
  if (value.length > field.most) problems.push({ message: `no more than ${field.most} items allowed`, at });
  if (value.length < (field.least ?? 1)) problems.push({ message: `no fewer than ${field.least ?? 1} items allowed`, at });
  return [...problems, ...value.slice(0, field.most).flatMap((item, place) => checkField(item, `${at}/${place}`, field.of))];
}

export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
