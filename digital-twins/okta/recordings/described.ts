import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { findOperation, readDescription, vendorFolder } from '../../testing/openapi.ts';

/** What the vendor's description says of one operation. */
interface DescribedCall {
  problems(status: number, body: unknown): string[] | undefined;
  /** Whether an answer of this status may have the key path. */
  knows(status: number, path: string): boolean;
}

/** The vendor's description of the management API. */
export interface Described {
  find(method: string, path: string): DescribedCall | undefined;
}

type Json = Record<string, unknown>;

export function readOktaDescription(): Described {
  const file = 'okta-management-minimal.yaml';
  const document = parse(readFileSync(new URL(file, vendorFolder), 'utf8'), { maxAliasCount: -1 }) as Json;
  const operations = readDescription(file) ?? [];
  return {
    find: (method, path) => {
      const found = findOperation(operations, method, path);
      if (found === undefined) return undefined;
      const item = ((document.paths as Json)[found.path] as Json)[method.toLowerCase()] as Json;
      return {
        problems: found.problems,
        knows: (status, key) => knows(document, schemaOf(document, item, status), key.split(/(?=\.)|(?=\[\])/)),
      };
    },
  };
}

function schemaOf(document: Json, operation: Json, status: number): unknown {
  const response = follow(document, ((operation.responses ?? {}) as Json)[String(status)]) as Json | undefined;
  const content = Object.values((response?.content ?? {}) as Json)[0] as Json | undefined;
  return content?.schema;
}

function follow(document: Json, value: unknown): unknown {
  const ref = (value as Json | undefined)?.['$ref'];
  if (typeof ref !== 'string') return value;
  const found = ref
    .slice(2)
    .split('/')
    .reduce((at: unknown, part) => (at as Json | undefined)?.[part.replaceAll('~1', '/')], document);
  return follow(document, found);
}

/** What was found out about a schema: descriptions go in circles, and ask the same again and again. */
const found = new WeakMap<object, Map<string, boolean>>();

/** Whether a schema, or any of the ones it is made of, allows a path. */
function knows(document: Json, given: unknown, path: string[]): boolean {
  if (path.length === 0) return true;
  const schema = follow(document, given) as Json | undefined;
  if (schema === undefined) return false;
  const answers = found.get(schema) ?? new Map<string, boolean>();
  found.set(schema, answers);
  const key = path.join('');
  const before = answers.get(key);
  if (before !== undefined) return before;
  // While it is being looked at: a circle says nothing new.
  answers.set(key, false);
  const answer = looksFor(document, schema, path);
  answers.set(key, answer);
  return answer;
}

function looksFor(document: Json, schema: Json, path: string[]): boolean {
  const [first = '', ...rest] = path;
  if (first === '[]' && schema.items !== undefined && knows(document, schema.items, rest)) return true;
  const property = ((schema.properties ?? {}) as Json)[first.slice(1)];
  if (property !== undefined && knows(document, property, rest)) return true;
  if (schema.additionalProperties === true) return true;
  if (typeof schema.additionalProperties === 'object' && knows(document, schema.additionalProperties, rest)) return true;
  const mapping = Object.values(((schema.discriminator as Json | undefined)?.mapping ?? {}) as Json).map($ref => ({ $ref }));
  const parts = [...['allOf', 'oneOf', 'anyOf'].flatMap(key => (schema[key] ?? []) as unknown[]), ...mapping];
  return parts.some(part => knows(document, part, path));
}
