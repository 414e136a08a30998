import { AppError } from '../../base/app-error.ts';
import { type DotEdge, type DotNode, parseDot } from './dot/parser.ts';
import {
  type Edge,
  type Line,
  type Stage,
  type StageKind,
  type StageRole,
  stageKinds,
  type TerminalState,
  terminalStates,
} from './model.ts';
import { labelId } from './route.ts';

/** A line read from DOT, and what a careful reader should know about it. */
export type ReadLine = { readonly line: Line; readonly warnings: readonly string[] };

/** Attributes that the engine reads itself; a stage's other ones are its settings. */
const engineAttributes = new Set([
  'shape',
  'type',
  'label',
  'max_visits',
  'max_retries',
  'retry_delay',
  'goal_gate',
  'retry_target',
  'terminal',
]);

const roleOfShape: Readonly<Record<string, StageRole>> = {
  Mdiamond: 'start',
  Msquare: 'exit',
  hexagon: 'ask',
  diamond: 'route',
  component: 'fork',
  tripleoctagon: 'join',
};
const kindOfShape: Readonly<Record<string, StageKind>> = {
  box: 'agent',
  parallelogram: 'command',
  hexagon: 'gate',
  diamond: 'route',
  house: 'line',
};

/**
 * Turn a line's DOT text into what the engine runs. Throws `invalid` `line.*` with the line number in the text:
 * no start or several, no exit, an edge to nowhere, a stage that cannot be reached.
 */
export function lineFromDot(text: string, file = 'line.dot'): ReadLine {
  const graph = parseDot(text);
  const warnings: string[] = [];
  const stages = Object.fromEntries(graph.nodes.map(node => [node.id, stageOf(node, file, warnings)]));
  const edges = graph.edges.map(edge => edgeOf(edge, stages, file));
  const start = theStart(stages, file);
  const line: Line = { name: graph.name || 'line', goal: graph.attributes['goal'] ?? '', engine: 1, start, stages, edges };
  checkReach(line, file);
  return { line, warnings };
}

function stageOf(node: DotNode, file: string, warnings: string[]): Stage {
  const { attributes: given } = node;
  const kind = kindOf(node, file);
  const role = roleOf(node, kind);
  const settings = Object.fromEntries(Object.entries(given).filter(([key]) => !engineAttributes.has(key)));
  for (const key of Object.keys(settings))
    if (!knownSettings.has(key))
      warnings.push(`${file}:${node.line}: the attribute “${key}” of ${node.id} is not known and is kept as it is.`);
  return {
    id: node.id,
    title: given['label'] ?? node.id,
    role,
    kind,
    settings,
    maxAttempts: 1 + numberOf(given['max_retries'], 3),
    retryDelayMs: millisecondsOf(given['retry_delay'], 1_000),
    maxVisits: numberOf(given['max_visits'], 20),
    isGoal: given['goal_gate'] === 'true',
    retryTarget: given['retry_target'] ?? null,
    terminal: role === 'exit' ? terminalOf(node, file) : null,
  };
}

const knownSettings = new Set([
  'step',
  'command',
  'prompt',
  'side',
  'max_cost',
  'max_minutes',
  'class',
  'context',
  'model',
  'agent',
  'question',
  'kind',
]);

function kindOf(node: DotNode, file: string): StageKind | null {
  const type = node.attributes['type'];
  if (type === undefined) return kindOfShape[node.attributes['shape'] ?? 'box'] ?? null;
  const kind = stageKinds.find(one => one === type);
  if (kind) return kind;
  throw new AppError(
    'invalid',
    'line.unknown-type',
    `${file}:${node.line}: ${node.id} has the type “${type}”, which is none of ${stageKinds.join(', ')}.`,
  );
}

function roleOf(node: DotNode, kind: StageKind | null): StageRole {
  const byShape = roleOfShape[node.attributes['shape'] ?? 'box'];
  if (byShape && (byShape !== 'route' || kind === 'route')) return byShape;
  return kind === 'gate' ? 'ask' : kind === 'route' ? 'route' : 'work';
}

function terminalOf(node: DotNode, file: string): TerminalState {
  const given = node.attributes['terminal'] ?? 'PR_READY';
  const state = terminalStates.find(one => one === given);
  if (state) return state;
  throw new AppError(
    'invalid',
    'line.unknown-terminal',
    `${file}:${node.line}: ${node.id} ends in “${given}”, which is none of ${terminalStates.join(', ')}.`,
  );
}

function edgeOf(edge: DotEdge, stages: Readonly<Record<string, Stage>>, file: string): Edge {
  for (const end of [edge.from, edge.to]) {
    if (!stages[end])
      throw new AppError(
        'invalid',
        'line.no-such-stage',
        `${file}:${edge.line}: the edge ${edge.from} -> ${edge.to} names ${end}, which is not a stage.`,
      );
  }
  const { attributes: given } = edge;
  return {
    from: edge.from,
    to: edge.to,
    label: given['label'] ?? '',
    condition: given['condition'] ?? '',
    weight: numberOf(given['weight'], 0),
    freeform: given['freeform'] === 'true',
    choice: given['choice'] ?? labelId(given['label'] || edge.to),
  };
}

function theStart(stages: Readonly<Record<string, Stage>>, file: string): string {
  const starts = Object.values(stages).filter(stage => stage.role === 'start');
  const [only, ...others] = starts;
  if (only && others.length === 0) return only.id;
  throw new AppError('invalid', 'line.start', `${file}: a line has one start (shape=Mdiamond); this one has ${starts.length}.`, {
    hint: 'Add or remove a stage with shape=Mdiamond.',
  });
}

function checkReach(line: Line, file: string): void {
  if (!Object.values(line.stages).some(stage => stage.role === 'exit'))
    throw new AppError('invalid', 'line.no-exit', `${file}: the line has no exit (shape=Msquare).`);
  const reached = new Set([line.start]);
  for (const id of reached) for (const edge of line.edges) if (edge.from === id) reached.add(edge.to);
  const lost = Object.keys(line.stages).find(
    id => !reached.has(id) && !Object.values(line.stages).some(stage => stage.retryTarget === id),
  );
  if (lost)
    throw new AppError('invalid', 'line.unreachable', `${file}: no edge leads from the start to ${lost}.`, {
      hint: `Add an edge to ${lost} or remove it.`,
    });
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? otherwise : number;
}

/** `250ms`, `2s`, `5m`; a bare number is milliseconds. */
function millisecondsOf(text: string | undefined, otherwise: number): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '');
  if (!match) return otherwise;
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match[2] ?? 'ms'] ?? 1;
  return Number(match[1]) * unit;
}
