import { flushCompileCache } from 'node:module';

// Run once while the image is built: loads all there is, so that Node's compile cache holds it. A holder without a
// setting, and a pipe without a holder, do nothing but load.
await import('./holder.ts');
await import('./pipe.ts');
await import('node-pty').catch(() => null);
flushCompileCache();
process.exit(0);
