import type { Building } from '../../building.ts';
import { addDocument } from '../documents/resource.ts';
import { namedId } from '../ids.ts';
import type { Json } from '../json.ts';

export function adder({ world, state }: Building) {
  return (kind: string, prefix: string, name: string, body: Json, parent?: string) =>
    addDocument(
      { clock: world.clock, ids: world.ids, state },
      kind,
      prefix,
      { id: namedId(world, prefix, `${kind} ${name}`), ...body },
      parent,
    );
}
