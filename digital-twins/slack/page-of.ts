import { type Args, SlackRefusal } from './method.ts';

/** One page of a list, by Slack's opaque cursor, which names the item the page starts with. */
export function pageOf<Item>(
  items: Item[],
  args: Args,
  options: { kind: string; idOf(item: Item): string; limit: number; most: number },
): { page: Item[]; next: string } {
  const start = startOf(items, args, options);
  const limit = readLimit(args, options);
  const following = items[start + limit];
  const next = following === undefined ? '' : encode(options.kind, options.idOf(following));
  return { page: items.slice(start, start + limit), next };
}

function startOf<Item>(items: Item[], args: Args, { kind, idOf }: { kind: string; idOf(item: Item): string }): number {
  const cursor = args.text('cursor');
  if (cursor === undefined || cursor === '') return 0;
  const start = items.findIndex(item => encode(kind, idOf(item)) === cursor);
  if (start === -1) throw new SlackRefusal('invalid_cursor');
  return start;
}

export function readLimit(args: Args, { limit, most }: { limit: number; most: number }): number {
  const text = args.text('limit');
  if (text === undefined || text === '') return limit;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new SlackRefusal('invalid_limit');
  return value === 0 ? limit : value;
}

function encode(kind: string, id: string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}
