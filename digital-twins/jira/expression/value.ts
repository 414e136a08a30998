/** A thing of Jira in an expression: its properties are worked out when they are asked for. */
export interface Bean {
  bean: string;
  get: Record<string, () => Value>;
}

export type Fn = (...args: Value[]) => Value;

export type Value = string | number | boolean | null | Value[] | Bean | { map: Record<string, Value> } | Fn;

export function isBean(value: Value): value is Bean {
  return typeof value === 'object' && value !== null && 'bean' in value;
}

export function isMap(value: Value): value is { map: Record<string, Value> } {
  return typeof value === 'object' && value !== null && 'map' in value && !Array.isArray(value);
}

export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'List';
  if (isBean(value)) return value.bean;
  if (isMap(value)) return 'Map';
  const names: Record<string, string> = { string: 'String', number: 'Number', boolean: 'Boolean', function: 'Function' };
  return names[typeof value] ?? 'Any';
}

/** JSON as a value of the language. */
export function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json === 'object')
    return { map: Object.fromEntries(Object.entries(json).map(([key, one]) => [key, fromJson(one)])) };
  return json as Value;
}

/** What a result looks like in the answer; a thing of Jira shows what identifies it. */
export function jsonOf(value: Value): unknown {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'function') return null;
  if (isMap(value)) return Object.fromEntries(Object.entries(value.map).map(([key, one]) => [key, jsonOf(one)]));
  if (!isBean(value)) return value;
  const shown = ['id', 'key', 'accountId', 'name', 'displayName'].filter(key => value.get[key] !== undefined);
  return Object.fromEntries(shown.map(key => [key, jsonOf(value.get[key]?.() ?? null)]));
}
