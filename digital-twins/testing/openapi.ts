import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** One operation of a vendor's published description. */
export interface DescribedOperation {
  /** The path as it is written there: `/api/v1/users/{id}`. */
  path: string;
  method: string;
  /** What is wrong with an answer of this status, as lines; undefined when the description says nothing of it. */
  problems(status: number, body: unknown): string[] | undefined;
  /** What the description says of an answer of this status: a schema, no more than that it exists, or nothing at all. */
  says(status: number): 'schema' | 'status' | undefined;
  /** The media types of an answer of this status. */
  types(status: number): string[];
}

interface Document {
  basePath?: string;
  paths: Record<string, Record<string, unknown>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Where the vendors' descriptions and recordings lie: beside the repository, not in it. */
export const vendorFolder = new URL('../../../shared/vendor/', import.meta.url);

/** The operations of a description (OpenAPI 3, or Swagger 2 without schemas); undefined when the file is not there. */
export function readDescription(file: string): DescribedOperation[] | undefined {
  const place = new URL(file, vendorFolder);
  if (!existsSync(place)) return undefined;
  const text = readFileSync(place, 'utf8');
  // JSON is YAML too, but is read a hundred times faster as what it is.
  const whole: unknown = file.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 });
  return operationsOf(withoutExamples(whole) as Document, whole as Document);
}

/** Examples hold documents of their own, whose `$id`s would be taken for the description's; of nulls we rid answers anyway. */
const unread = new Set(['example', 'examples', 'nullable']);

/** Okta's file has lost its look-aheads: `^P(?!$)` reads `^P(?:$)` in it, which nothing fits. */
const brokenPattern = '^P(?:$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?:\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$';
const repairedPattern = '^P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$';

function withoutExamples(value: unknown, isMap = false): unknown {
  if (value === brokenPattern) return repairedPattern;
  if (Array.isArray(value)) return value.map(one => withoutExamples(one));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => isMap || !unread.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutExamples(inner, key === 'properties')]));
}

function operationsOf(document: Document, whole: Document): DescribedOperation[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, allErrors: true });
  ajv.addSchema(document as never, 'description');
  const compiled = new Map<string, ValidateFunction>();
  const validatorFor = (pointer: string) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `description#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter(method => method in item)
      .map(method => ({
        path: `${document.basePath ?? ''}${path}`,
        method: method.toUpperCase(),
        problems: (status: number, body: unknown) => {
          const response = `/paths/${token(path)}/${method}/responses/${status}`;
          const pointer = schemaPointer(document, response);
          if (pointer === undefined) return undefined;
          const validate = validatorFor(pointer);
          const found = problemsOf(validate, body);
          if (found.length === 0) return [];
          const known = new Set(examplesOf(whole, pointer).flatMap(example => problemsOf(validate, example).map(anywhere)));
          return found.filter(problem => !known.has(anywhere(problem)));
        },
        types: (status: number) => {
          const response = resolve(document, `/paths/${token(path)}/${method}/responses/${status}`);
          return isObject(response) && isObject(response.content) ? Object.keys(response.content) : [];
        },
        says: (status: number) => {
          const response = `/paths/${token(path)}/${method}/responses/${status}`;
          const pointer = schemaPointer(document, response);
          const schema = pointer === undefined ? undefined : resolve(document, pointer);
          if (isObject(schema) && Object.keys(schema).length > 0) return 'schema';
          return resolve(document, response) === undefined ? undefined : 'status';
        },
      })),
  );
}

function problemsOf(validate: ValidateFunction, body: unknown): string[] {
  return validate(withoutNulls(body)) ? [] : (validate.errors ?? []).map(inWords);
}

/** A problem without the places in lists it was found at. */
const anywhere = (problem: string) => problem.replace(/\/\d+(?=[/ ])/g, '/*');

/** The vendor's own answers, as the description shows them. Where they do not keep to its schemas, a twin need not either. */
function examplesOf(whole: Document, schema: string): unknown[] {
  const content = resolve(whole, schema.replace(/\/schema$/, ''));
  if (!isObject(content)) return [];
  const named = isObject(content.examples) ? Object.values(content.examples) : [];
  return [content.example, ...named.map(one => (isObject(one) ? one.value : undefined))].flatMap(parsedExample);
}

function parsedExample(example: unknown): unknown[] {
  if (typeof example !== 'string') return example === undefined ? [] : [example];
  try {
    return [JSON.parse(example)];
  } catch {
    return [];
  }
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  const key: unknown = params.additionalProperty;
  return `${instancePath || '/'} ${message}${typeof key === 'string' ? `: ${key}` : ''}`;
}

/** The operation that a request is for: the one with the fewest placeholders that fits its path. */
export function findOperation<Described extends { method: string; path: string }>(
  operations: Described[],
  method: string,
  path: string,
): Described | undefined {
  const holes = (template: string) => template.split('{').length;
  return operations
    .filter(one => one.method === method && fits(one.path, path))
    .sort((left, right) => holes(left.path) - holes(right.path))[0];
}

function fits(template: string, path: string): boolean {
  const [want, have] = [template.split('/'), path.replace(/\/$/, '').split('/')];
  return want.length === have.length && want.every((part, place) => part.startsWith('{') || part === have[place]);
}

/**
 * Whether an answer was held against the description and stood: valid by a schema that says something, or without a body
 * where the description promises none.
 */
export function isAsDescribed(operation: DescribedOperation, status: number, body: unknown): boolean {
  if (operation.says(status) === 'schema') return operation.problems(status, body)?.length === 0;
  return operation.says(status) === 'status' && (body === null || body === '');
}

/** Where the schema of a response stands; undefined when it has none. */
function schemaPointer(document: Document, response: string): string | undefined {
  let at = response;
  const target = resolve(document, at);
  if (isObject(target) && typeof target.$ref === 'string') at = target.$ref.slice(1);
  const found = resolve(document, at);
  const content = isObject(found) && isObject(found.content) ? found.content : undefined;
  const type = Object.keys(content ?? {}).find(name => name.includes('json'));
  if (type === undefined || !isObject(content?.[type]) || !('schema' in content[type])) return undefined;
  return `${at}/content/${token(type)}/schema`;
}

function resolve(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

/** One part of a JSON pointer inside a URI. */
function token(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The real services send null where their own descriptions do not allow it. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(one => one !== null).map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
