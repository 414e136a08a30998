import { startDesktop } from './desktop.ts';

startDesktop(process.argv.slice(1));
