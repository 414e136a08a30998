import { z } from 'zod';
import { readYaml } from '../project/yaml-file.ts';

/** A name as it stands in file names, refs and ids. */
const Name = z.string().regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'use small letters, digits and single dashes');
const Sentence = z.string().trim().min(1, 'it is empty').max(4_000);
const Command = z.string().trim().min(1, 'it is empty').max(2_000);
const Glob = z
  .string()
  .trim()
  .min(1, 'it is empty')
  .max(300)
  .refine(glob => !glob.startsWith('/') && !glob.split('/').includes('..'), 'use a path inside the project, like src/**');

export const packetKinds = ['bug', 'feature', 'dependency', 'chore'] as const;

/**
 * One acceptance criterion. Two criteria with the same `given` and `when` but another `then` contradict each other,
 * unless the later one says `and: true`, which means that both hold together.
 */
export const Criterion = z.strictObject({
  id: Name.describe('a short name for the criterion, like a1'),
  given: Sentence.describe('the situation before, in words'),
  when: Sentence.describe('what someone does'),
  then: Sentence.describe('what can be observed afterwards'),
  and: z.boolean().default(false),
});
export type Criterion = z.infer<typeof Criterion>;

/** `packet/1`, the task packet. What is left out is empty, so that the readiness check can say in plain words what is missing. */
export const Packet = z.strictObject({
  schema: z.literal('packet/1').describe('the format and its version, packet/1'),
  title: z.string().trim().min(1, 'it is empty').max(200).describe('one line that names the task'),
  kind: z.enum(packetKinds),
  project: Name.describe('the name of a project in factory.yaml'),
  line: Name.optional(),
  source: z
    .strictObject({ type: z.string().min(1).max(50), ref: z.string().max(500).default(''), by: z.string().max(200).default('') })
    .default({ type: 'pasted', ref: '', by: '' }),
  goal: Sentence.describe('one paragraph that says what should be different afterwards, and why'),
  acceptance: z.array(Criterion).max(50).default([]),
  scope: z
    .strictObject({ files: z.array(Glob).max(200).default([]), commands: z.array(Command).max(50).default([]) })
    .default({ files: [], commands: [] }),
  non_goals: z.array(Sentence).max(50).default([]),
  context: z
    .strictObject({ files: z.array(Glob).max(200).default([]), notes: z.string().max(20_000).default('') })
    .default({ files: [], notes: '' }),
  tools: z
    .strictObject({ allow: z.array(Name).max(50).default([]), deny: z.array(Name).max(50).default([]) })
    .default({ allow: [], deny: [] }),
  network: z
    .union([z.literal('none'), z.array(Name).max(20)])
    .default('none')
    .describe('either none or a list of service names'),
  secrets: z.array(z.string().min(1).max(200)).max(20).default([]),
  reproduction: z
    .strictObject({ scenarios: z.array(Name).max(50).default([]), commands: z.array(Command).max(50).default([]) })
    .default({ scenarios: [], commands: [] }),
  checks: z.array(Command).max(50).default([]),
  stop: z
    .strictObject({
      max_attempts: z.int().min(1).max(20).optional(),
      max_minutes: z
        .number()
        .positive()
        .max(24 * 60)
        .optional(),
      max_cost_usd: z.number().nonnegative().max(10_000).optional(),
      condition: z.string().trim().max(2_000).default(''),
    })
    .default({ condition: '' }),
  no_op: z.string().max(2_000).default(''),
  evidence: z.array(Name).max(20).default([]),
  output: z.enum(['commit']).default('commit'),
  review: z
    .strictObject({ note: z.string().max(4_000).default(''), rollback: z.string().max(2_000).default('') })
    .default({ note: '', rollback: '' }),
  services: z.array(Name).max(20).default([]),
  risk: z.enum(['low', 'medium', 'high']).optional(),
  agent: z
    .object({ adapter: Name.describe('the name of an agent, like replay') })
    .catchall(z.string().max(1_000))
    .optional(),
});
export type Packet = z.infer<typeof Packet>;

/** Read a packet from YAML. Throws `invalid` (`packet.not-yaml`, `packet.invalid`) naming file, line, field and fix. */
export function parsePacket(text: string, file?: string): Packet {
  return readYaml(text, Packet, { noun: 'packet', file });
}

/** The line a packet goes through when it names none. */
export function lineOfPacket(packet: Packet): string {
  if (packet.line) return packet.line;
  const byKind = { bug: 'bug-fix', feature: 'feature', dependency: 'dependency-update', chore: 'chore' } as const;
  return byKind[packet.kind];
}

/** The adapter's settings without its name, as an agent task takes them. */
export function agentSettings(packet: Packet): Record<string, string> {
  const { adapter: _adapter, ...settings } = packet.agent ?? { adapter: '' };
  return settings;
}
