import { openDatabase } from './database.ts';
import { sampleJob } from './journal.fixture.ts';
import { Journal } from './journal.ts';

// Writes jobs until it is killed, and tells each one's number once it is written: for the journal's own test.
const journal = new Journal(openDatabase(process.argv[2] ?? ''));
for (;;) process.stdout.write(`${journal.addJob(sampleJob, 'writer').number}\n`);
