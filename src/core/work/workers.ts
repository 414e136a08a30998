import { classify } from './classify.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { implement } from './implement.ts';
import { merge } from './merge.ts';
import { prepare } from './prepare.ts';
import { reproduce } from './reproduce.ts';
import { validate } from './validate.ts';
import type { Worker } from './world.ts';

/** Who works at a stage: by the host's own `step=`, by `kind:side`, or by the kind alone. */
export const workers: Readonly<Record<string, Worker>> = {
  classify,
  prepare,
  evidence: gatherEvidence,
  merge,
  agent: implement,
  'scenario:base': reproduce,
  'scenario:candidate': validate,
};
