import { createNamespace, type Namespace } from './namespace.ts';
import type { Twin } from './plugin.ts';
import type { Seed } from './seed.ts';
import { TwinError } from './twin-error.ts';

/** All namespaces of a process, by name. */
export interface Namespaces {
  /** Makes or finds; a found one keeps its state unless `fresh`. */
  ensure(name: string, seed: Seed, fresh: boolean): { namespace: Namespace; created: boolean };
  /** Throws `TwinError` 404. */
  get(name: string): Namespace;
  find(name: string): Namespace | undefined;
  names(): string[];
  /** Whether there was one. */
  remove(name: string): boolean;
}

/** One word in the preamble of a connection, so no space and no line end; long enough for any derived id. */
const namePattern = /^[\x21-\x7e]{1,200}$/;

export function createNamespaces(twins: Twin[]): Namespaces {
  const all = new Map<string, Namespace>();
  const remove = (name: string) => {
    all.get(name)?.close();
    return all.delete(name);
  };
  return {
    ensure: (name, seed, fresh) => {
      if (!namePattern.test(name)) throw new TwinError(400, 'namespace.name', 'a name is 1-200 printable characters');
      const known = all.get(name);
      if (known !== undefined && !fresh) return { namespace: known, created: false };
      // Made before the old one goes: a seed that is refused must not cost the state.
      const namespace = createNamespace(name, seed, twins);
      remove(name);
      all.set(name, namespace);
      return { namespace, created: true };
    },
    get: name => {
      const namespace = all.get(name);
      if (namespace === undefined) throw new TwinError(404, 'namespace.missing', `there is no namespace "${name}"`);
      return namespace;
    },
    find: name => all.get(name),
    names: () => [...all.keys()],
    remove,
  };
}
