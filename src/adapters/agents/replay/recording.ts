import { z } from 'zod';
import { ResultFile } from '../../../core/agent/result-file.ts';
import { readYaml } from '../../../core/project/yaml-file.ts';

const Path = z.string().min(1, 'it is empty').max(1_000);
const actions = ['say', 'run', 'write', 'replace', 'wait', 'stall', 'exit', 'result'] as const;

/** One step; it has exactly one of the actions. Nothing is forbidden here: a recording may leave its scope, stall, lie or kill. */
export const RecordedStep = z
  .strictObject({
    say: z.string().max(20_000).optional(),
    run: z.string().min(1, 'it is empty').max(20_000).optional(),
    expect_exit: z.int().min(0).max(255).optional(),
    stop_on_fail: z.boolean().optional(),
    write: z.strictObject({ path: Path, content: z.string() }).optional(),
    replace: z.strictObject({ path: Path, old: z.string().min(1, 'it is empty'), new: z.string() }).optional(),
    wait: z.number().min(0).max(600_000).optional(),
    stall: z.literal(true).optional(),
    exit: z.int().min(0).max(255).optional(),
    result: z.strictObject(ResultFile.omit({ schema: true }).shape).optional(),
  })
  .superRefine((step, context) => {
    const present = actions.filter(action => step[action] !== undefined);
    if (present.length !== 1) context.addIssue({ code: 'custom', message: `a step has exactly one of ${actions.join(', ')}` });
    const isLoose = step.run === undefined && (step.expect_exit !== undefined || step.stop_on_fail !== undefined);
    if (isLoose) context.addIssue({ code: 'custom', message: 'expect_exit and stop_on_fail belong to run' });
  });
export type RecordedStep = z.infer<typeof RecordedStep>;

const Steps = z.array(RecordedStep).min(1, 'it has no steps').max(1_000);

/** `recording/1`: a session of an agent's command line, to be played again. */
export const Recording = z
  .strictObject({
    schema: z.literal('recording/1').describe('the format and its version, recording/1'),
    title: z.string().min(1, 'it is empty').max(200).describe('one line that names the session'),
    agent: z.string().min(1).max(50).default('agent'),
    steps: Steps.optional(),
    visits: z
      .array(z.strictObject({ steps: Steps }))
      .min(1)
      .max(20)
      .optional(),
  })
  .superRefine((recording, context) => {
    if ((recording.steps === undefined) === (recording.visits === undefined))
      context.addIssue({ code: 'custom', message: 'a recording has either steps or visits' });
  });
export type Recording = z.infer<typeof Recording>;

/** Read a recording from YAML. Throws `invalid` (`recording.not-yaml`, `recording.invalid`) naming file, line and field. */
export function parseRecording(text: string, file?: string): Recording {
  return readYaml(text, Recording, { noun: 'recording', file });
}

/** The steps of one visit to the stage, from 1. Visits beyond the recorded ones play the last again. */
export function stepsOfVisit(recording: Recording, visit: number): readonly RecordedStep[] {
  const visits = recording.visits ?? [{ steps: recording.steps ?? [] }];
  return (visits[Math.max(visit, 1) - 1] ?? visits.at(-1))!.steps;
}
