import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { vendorFolder, withoutNulls } from '../../testing/openapi.ts';

type Json = Record<string, unknown>;

/** What the vendor's description of the Web API, and the types of its SDK, say of methods' answers. */
export interface DescribedMethods {
  /** What is wrong with a successful answer; undefined when the description says nothing of the method. */
  problems(method: string, body: unknown): string[] | undefined;
  /** Whether a key path may stand in an answer of a method. */
  knows(method: string, path: string): boolean;
}

export function readSlackDescription(): DescribedMethods {
  const document = JSON.parse(readFileSync(new URL('slack-web-api-v2.json', vendorFolder), 'utf8')) as Json;
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, allErrors: true });
  ajv.addSchema(withoutExamples(document) as Json, 'description');
  return {
    problems: (method, body) => {
      const verb = verbOf(document, method);
      if (verb === undefined) return undefined;
      const pointer = `/paths/~1${method}/${verb}/responses/200/schema`;
      const validate = ajv.compile({ $ref: `description#${pointer}` });
      if (validate(withoutNulls(body))) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    },
    knows: (method, path) => {
      const key = path.split('.').at(-1)?.replaceAll('[]', '') ?? '';
      return sdkKeys(method).has(key) || schemaKeys(document, method).has(key);
    },
  };
}

function verbOf(document: Json, method: string): string | undefined {
  const item = (document.paths as Json)[`/${method}`] as Json | undefined;
  return Object.keys(item ?? {}).find(name => name === 'get' || name === 'post');
}

/** Examples hold documents of their own, which must not be taken for schemas. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'examples' || key === 'example' ? [] : [[key, withoutExamples(inner)]],
    ),
  );
}

/** The keys that the SDK's type of an answer has, wherever they stand in it; its types are newer than the description. */
function sdkKeys(method: string): Set<string> {
  const name = method
    .split('.')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  const file = new URL(`../../../node_modules/@slack/web-api/dist/types/response/${name}Response.d.ts`, import.meta.url);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Set([...text.matchAll(/^\s+'?([\w-]+)'?\??:/gm)].map(([, key = '']) => key));
}

function schemaKeys(document: Json, method: string): Set<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const { $ref, properties } = value as Json;
    if (typeof $ref === 'string')
      walk(
        $ref
          .split('/')
          .slice(1)
          .reduce((at: unknown, part) => (at as Json | undefined)?.[part], document),
      );
    for (const key of Object.keys((properties as Json | undefined) ?? {})) found.add(key);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(
    (((document.paths as Json)[`/${method}`] as Json | undefined)?.[verbOf(document, method) ?? ''] as Json | undefined)
      ?.responses,
  );
  return found;
}
