import { cacheCompiled } from './kit/compile-cache.ts';

// The process Andon starts. Compiled code is kept, since reading several hundred sources is most of what a start costs;
// so nothing else may be imported before this line.
cacheCompiled();
await import('./serve.ts');
