import { resolve } from 'node:path';

/** The folder that Andon itself lies in. */
export const installation = resolve(import.meta.dirname, '../..');
/** The built pages that both shells serve. */
export const builtPages = resolve(installation, 'out/renderer');
