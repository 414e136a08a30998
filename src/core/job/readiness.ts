import { nearestWord } from '../project/nearest.ts';
import { lineOfPacket, type Packet } from './packet.ts';

/** What the factory has, by name: what a packet may refer to. */
export type KnownNames = {
  readonly projects: readonly string[];
  readonly scenarios: readonly string[];
  readonly lines: readonly string[];
  readonly agents: readonly string[];
  /** Services of the packet's project. */
  readonly services: readonly string[];
};

/** One gap in a packet, for a person. A gap that does not block is advice. */
export type Gap = { readonly field: string; readonly problem: string; readonly fix: string; readonly isBlocking: boolean };
export type Readiness = { readonly isReady: boolean; readonly missing: readonly Gap[] };

/** Whether work may start on a packet, and what is missing in plain words. Blocking gaps come first. */
export function readinessOf(packet: Packet, known: KnownNames): Readiness {
  const gaps = [
    ...referenceGaps(packet, known),
    ...proofGaps(packet),
    ...criterionGaps(packet),
    ...boundaryGaps(packet),
    ...adviceGaps(packet),
  ];
  const missing = gaps.sort((a, b) => Number(b.isBlocking) - Number(a.isBlocking));
  return { isReady: missing.every(gap => !gap.isBlocking), missing };
}

function blocking(field: string, problem: string, fix: string): Gap {
  return { field, problem, fix, isBlocking: true };
}

function advice(field: string, problem: string, fix: string): Gap {
  return { field, problem, fix, isBlocking: false };
}

function referenceGaps(packet: Packet, known: KnownNames): Gap[] {
  const services = [...packet.services, ...(packet.network === 'none' ? [] : packet.network.filter(name => name !== 'registry'))];
  return [
    ...unknownGap('project', 'project', packet.project, known.projects, 'to factory.yaml'),
    ...unknownGap('line', 'line', lineOfPacket(packet), known.lines, 'to the factory, under lines/'),
    ...packet.reproduction.scenarios.flatMap(id =>
      unknownGap('reproduction.scenarios', 'scenario', id, known.scenarios, 'to the factory, under scenarios/'),
    ),
    ...services.flatMap(name => unknownGap('services', 'service', name, known.services, 'to the project in factory.yaml')),
    ...(packet.agent
      ? unknownGap('agent.adapter', 'agent', packet.agent.adapter, known.agents, '')
      : [blocking('agent', 'Nobody is named to do the work.', `Name an agent: ${known.agents.join(', ')}.`)]),
  ];
}

function unknownGap(field: string, noun: string, name: string, known: readonly string[], where: string): Gap[] {
  if (known.includes(name)) return [];
  const meant = nearestWord(name, known);
  const choices = known.length ? `use one of ${known.join(', ')}` : `there is no ${noun} yet`;
  const fix = meant ? `Write \`${meant}\` if that is what was meant.` : `${where ? `Add it ${where}, or ` : ''}${choices}.`;
  return [blocking(field, `There is no ${noun} called "${name}".`, fix[0]!.toUpperCase() + fix.slice(1))];
}

/** A task that nothing can prove is not a task yet: work on it could only end in an opinion. */
function proofGaps(packet: Packet): Gap[] {
  const { scenarios, commands } = packet.reproduction;
  const hasBefore = scenarios.length + commands.length > 0;
  if (hasBefore) return [];
  if (packet.kind === 'bug')
    return [
      blocking(
        'reproduction',
        'Nothing shows that the bug is there: no scenario and no command fails before the change.',
        'Record a scenario that shows the bug, or give a command that fails because of it.',
      ),
    ];
  if (packet.kind === 'feature')
    return [
      blocking(
        'reproduction',
        'Nothing observable proves the feature: no scenario and no command would tell it from today.',
        'Record a scenario of what a person should see, or give a command that fails until it is built.',
      ),
    ];
  if (packet.checks.length > 0) return [];
  return [
    blocking(
      'checks',
      'No check proves that it is done and that nothing broke.',
      'Give at least one command under `checks`, like "npm test".',
    ),
  ];
}

const vague =
  /^(it|this|that|everything|all|the (?:bug|issue|problem|feature|app|page))?\s*(now\s+)?(works?|is (?:fixed|better|good|ok|okay|correct|faster|nice|improved)|should work|behaves)( (?:correctly|properly|well|fine|again|as expected|as before))?[.!]?$/i;

function criterionGaps(packet: Packet): Gap[] {
  if (packet.acceptance.length === 0)
    return [
      blocking(
        'acceptance',
        'There is no acceptance criterion, so nobody can tell when it is done.',
        'Write at least one as given, when, then.',
      ),
    ];
  const unclear = packet.acceptance.filter(criterion => vague.test(criterion.then.trim()));
  const gaps = unclear.map(({ id, then }) =>
    blocking(
      `acceptance.${id}`,
      `"${then}" is nothing that anyone can observe.`,
      'Say what a person sees, or what a service receives.',
    ),
  );
  return [...gaps, ...duplicateIds(packet)];
}

function duplicateIds(packet: Packet): Gap[] {
  const ids = packet.acceptance.map(criterion => criterion.id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return twice.map(id =>
    blocking('acceptance', `Two acceptance criteria are called "${id}".`, 'Give each one an id of its own.'),
  );
}

function boundaryGaps(packet: Packet): Gap[] {
  const { stop, scope, secrets } = packet;
  const gaps: Gap[] = [];
  const isBounded = stop.max_attempts !== undefined || stop.max_minutes !== undefined;
  if (!isBounded)
    gaps.push(blocking('stop', 'Nothing says when to give up.', 'Set `stop.max_attempts`, `stop.max_minutes` or both.'));
  if (scope.files.length === 0)
    gaps.push(
      blocking(
        'scope.files',
        'No file may change, since none is in scope.',
        'List the files or folders that may change, like "src/**".',
      ),
    );
  if (secrets.length > 0)
    gaps.push(
      blocking(
        'secrets',
        `It asks for ${secrets.join(', ')}, and no secret ever enters a station.`,
        'Remove it; let a service of the project hold what needs a secret.',
      ),
    );
  return gaps;
}

function adviceGaps(packet: Packet): Gap[] {
  const gaps: Gap[] = [];
  if (packet.non_goals.length === 0)
    gaps.push(advice('non_goals', 'It does not say what should be left alone.', 'Name what is tempting but not wanted.'));
  if (packet.review.rollback === '')
    gaps.push(
      advice(
        'review.rollback',
        'It does not say how to undo the change.',
        'Name the smallest step back, as a rule "Revert the commit."',
      ),
    );
  if (packet.context.files.length === 0 && packet.context.notes === '')
    gaps.push(
      advice('context', 'It gives the agent no place to start.', 'Name the files that matter, or a sentence about them.'),
    );
  if (packet.kind === 'bug' && packet.no_op === '')
    gaps.push(
      advice(
        'no_op',
        'It does not say what to do if the bug is gone already.',
        'Say when the job may be closed without a change.',
      ),
    );
  return gaps;
}
