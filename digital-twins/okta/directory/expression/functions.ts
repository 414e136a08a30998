import { asList } from '../json.ts';

type Call = (args: unknown[]) => unknown;

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** Functions of Okta's expression language (Okta docs, Okta Expression Language overview). */
const table: Record<string, Call> = {
  'String.append': ([a, b]) => text(a) + text(b),
  'String.join': ([between, ...rest]) =>
    rest
      .flatMap(one => (Array.isArray(one) ? one : [one]))
      .map(text)
      .join(text(between)),
  'String.len': ([a]) => text(a).length,
  'String.removeSpaces': ([a]) => text(a).replaceAll(' ', ''),
  'String.replace': ([a, from, to]) => text(a).replaceAll(text(from), text(to)),
  'String.replaceFirst': ([a, from, to]) => text(a).replace(text(from), () => text(to)),
  'String.startsWith': ([a, b]) => text(a).startsWith(text(b)),
  'String.stringContains': ([a, b]) => text(a).includes(text(b)),
  'String.stringSwitch': ([input, otherwise, ...pairs]) => switchOf(text(input), otherwise, pairs),
  'String.substring': ([a, from, to]) => text(a).substring(Number(from), Number(to)),
  'String.substringAfter': ([a, b]) => text(a).split(text(b)).slice(1).join(text(b)),
  'String.substringBefore': ([a, b]) => text(a).split(text(b))[0] ?? '',
  'String.toLowerCase': ([a]) => text(a).toLowerCase(),
  'String.toUpperCase': ([a]) => text(a).toUpperCase(),
  'Arrays.add': ([list, item]) => [...asList(list), item],
  'Arrays.clear': () => [],
  'Arrays.contains': ([list, item]) => asList(list).includes(item),
  'Arrays.flatten': args => args.flat(9),
  'Arrays.get': ([list, place]) => asList(list)[Number(place)] ?? null,
  'Arrays.isEmpty': ([list]) => asList(list).length === 0,
  'Arrays.remove': ([list, item]) => asList(list).filter(one => one !== item),
  'Arrays.size': ([list]) => asList(list).length,
  'Arrays.toCsvString': ([list]) => asList(list).map(text).join(','),
  'Convert.toInt': ([a]) => Math.trunc(Number(a)) || 0,
  'Convert.toNum': ([a]) => Number(a) || 0,
  '.contains': ([a, b]) => (Array.isArray(a) ? a.includes(b) : text(a).includes(text(b))),
  '.startsWith': ([a, b]) => text(a).startsWith(text(b)),
  '.endsWith': ([a, b]) => text(a).endsWith(text(b)),
  '.toLowerCase': ([a]) => text(a).toLowerCase(),
  '.toUpperCase': ([a]) => text(a).toUpperCase(),
  '.substring': ([a, from, to]) => text(a).substring(Number(from), to === undefined ? undefined : Number(to)),
  '.substringBefore': ([a, b]) => text(a).split(text(b))[0] ?? '',
  '.substringAfter': ([a, b]) => text(a).split(text(b)).slice(1).join(text(b)),
  '.replace': ([a, from, to]) => text(a).replaceAll(text(from), text(to)),
  '.length': ([a]) => text(a).length,
  '.isEmpty': ([a]) => (Array.isArray(a) ? a.length === 0 : text(a) === ''),
  '.size': ([a]) => asList(a).length,
  '.trim': ([a]) => text(a).trim(),
};

/** The function of a name; what is called on a value is named with a dot before it. */
export function functions(name: string): Call | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The value beside the first key that the input contains. */
function switchOf(input: string, otherwise: unknown, pairs: unknown[]): unknown {
  for (let place = 0; place + 1 < pairs.length; place += 2) {
    if (input.includes(text(pairs[place]))) return pairs[place + 1];
  }
  return otherwise ?? null;
}
