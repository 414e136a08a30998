import { enableCompileCache } from 'node:module';

/** Keeps compiled sources beside the packages; where nothing can be written there, everything works without. */
export function cacheCompiled(): void {
  enableCompileCache(new URL('../../node_modules/.cache/andon-twins', import.meta.url).pathname);
}
