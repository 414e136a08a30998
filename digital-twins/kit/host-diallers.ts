import { createHostDialler, type HostDialler } from './dialler.ts';
import type { LineStream } from './line-stream.ts';
import type { Namespace } from './namespace.ts';

/** The namespaces whose host opens connections for them. */
export interface HostDiallers {
  /** From now on, and until the stream closes, what the namespace's twins call is asked for on the stream. */
  attach(namespace: Namespace, stream: LineStream): void;
  find(namespace: string): HostDialler | undefined;
}

export function createHostDiallers(): HostDiallers {
  const all = new Map<string, HostDialler>();
  return {
    attach: (namespace, stream) => {
      all.get(namespace.name)?.close();
      const dialler = createHostDialler(stream.write);
      all.set(namespace.name, dialler);
      namespace.setDial(dialler.dial);
      const stopListening = namespace.onClose(stream.end);
      stream.onClose(() => {
        stopListening();
        dialler.close();
        // A later one may have taken its place.
        if (all.get(namespace.name) !== dialler) return;
        all.delete(namespace.name);
        namespace.setDial(undefined);
      });
    },
    find: namespace => all.get(namespace),
  };
}
