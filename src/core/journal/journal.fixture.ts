import { lineFromDot } from '../line/from-dot.ts';
import type { Line } from '../line/model.ts';

/** A line of one piece of work and one gate, for the tests of what moves runs. */
export const sampleLine: Line = {
  ...lineFromDot(
    `digraph sample {
      graph [goal="to try"]
      start  [shape=Mdiamond]
      work   [type=command, step=work, label="Work", max_retries=1, retry_delay=10ms]
      review [type=gate, label="Review", question="Is it good?"]
      done   [shape=Msquare, terminal=PR_READY, label="Done"]
      no     [shape=Msquare, terminal=PR_READY, label="No"]
      start -> work
      work -> review
      review -> done [label="Approve"]
      review -> work [label="Send back", freeform=true]
      review -> no   [label="Reject", freeform=true]
    }`,
    'sample.dot',
  ).line,
  name: 'sample',
};

/** What a job is made of. */
export const sampleJob = { packet: 'title: x', title: 'A job', project: 'p', line: 'sample', kind: 'bug' } as const;
