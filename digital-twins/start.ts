import { cacheCompiled } from './kit/compile-cache.ts';

// One twin alone, for people who want only that. See `main.ts` for why nothing else is imported here.
cacheCompiled();
await import('./start-one.ts');
