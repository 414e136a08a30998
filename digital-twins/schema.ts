import { z } from 'zod';
import { seedSchema } from './kit/seed.ts';
import { twins } from './registry.ts';

// The JSON Schema of a seed document, for editors: `# yaml-language-server: $schema=…` in the first line of a seed.
const schema = z.toJSONSchema(seedSchema(twins), { io: 'input', unrepresentable: 'any' });
process.stdout.write(`${JSON.stringify({ title: 'Seed of the digital twins', ...schema }, null, 2)}\n`);
