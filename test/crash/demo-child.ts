import { runDemo } from '../../src/app/demo.ts';

// A demo as a process of its own, so that a test can kill it. Prints the report as one line of JSON at its end.
const [, , home = '', runtime = 'docker'] = process.argv;
const numbers = ['1-', '3-', '4-'];
const report = await runDemo(
  { home, factory: 'sample', runtime: runtime as 'docker', pace: 'fast', onProgress: () => {} },
  { packets: file => numbers.some(number => file.startsWith(number)), onProgress: () => {} },
);
process.stdout.write(`${JSON.stringify(report)}\n`);
