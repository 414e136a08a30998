import { config } from 'zod';

// zod would try whether it may make functions out of text; the page's policy refuses that, and each try is reported.
// Schemas ask when they are made, so this stands before everything that has one.
config({ jitless: true });
