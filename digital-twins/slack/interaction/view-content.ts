import type { World } from '../../kit/plugin.ts';
import { fillBlock, findProblems, wordProblem } from '../block-kit/check-blocks.ts';
import { invalidArguments, SlackRefusal } from '../refusal.ts';
import { asList, asObject, elementsOf, type Loose } from './element.ts';

/** Bytes of JSON a view may have (Slack docs, `view_too_large`: 250 kB). */
const sizeLimit = 250_000;
const blockLimit = 100;
const textLimits = { title: 24, submit: 24, close: 24 } as const;
const stringLimits = { private_metadata: 3000, callback_id: 255, external_id: 255 } as const;
/**
 * Checks a view that an app gave, and fills in the ids it left out. Throws `invalid_arguments` with what is wrong, worded as
 * Slack's schema check words it (recorded for a view without a type).
 */
export function readView(world: World, given: unknown, at = '/view'): Loose {
  const view = asObject(given);
  const problems = problemsOf(view, at);
  if (problems.length > 0) throw invalidArguments(...problems);
  if (JSON.stringify(view).length > sizeLimit) throw new SlackRefusal('view_too_large');
  return { ...view, ...wordsOf(view), blocks: asList(view.blocks).map(block => fillBlock(world, block)) };
}

/** Plain text comes back saying that emoji are shown, unless the app said otherwise. */
function wordsOf(view: Loose): Loose {
  const given = Object.keys(textLimits).filter(name => (view[name] ?? null) !== null);
  return Object.fromEntries(given.map(name => [name, { emoji: true, ...asObject(view[name]) }]));
}

function problemsOf(view: Loose, at: string): string[] {
  const missing = (name: string) => `missing required field: ${name} [json-pointer:${at}]`;
  if (view.type === undefined) return [`failed to match all allowed schemas [json-pointer:${at}]`, missing('type')];
  if (view.type !== 'modal' && view.type !== 'home') return [`unsupported type: ${String(view.type)} [json-pointer:${at}/type]`];
  const problems = view.type === 'modal' && view.title === undefined ? [missing('title')] : [];
  if (!Array.isArray(view.blocks)) return [...problems, missing('blocks')];
  return [...problems, ...textProblems(view, at), ...blockProblems(view, at)];
}

function textProblems(view: Loose, at: string): string[] {
  const problems: string[] = [];
  for (const [name, limit] of Object.entries(textLimits)) {
    if (view[name] === undefined || view[name] === null) continue;
    const { type, text } = asObject(view[name]);
    const where = `[json-pointer:${at}/${name}`;
    if (type !== 'plain_text') problems.push(`missing required field: type ${where}]`);
    else if (typeof text !== 'string') problems.push(`missing required field: text ${where}]`);
    else if (text.length === 0) problems.push(`must be more than 0 characters ${where}/text]`);
    else if (text.length > limit) problems.push(`must be less than ${limit + 1} characters ${where}/text]`);
  }
  for (const [name, limit] of Object.entries(stringLimits)) {
    if (String(view[name] ?? '').length > limit)
      problems.push(`must be less than ${limit + 1} characters [json-pointer:${at}/${name}]`);
  }
  return problems;
}

function blockProblems(view: Loose, at: string): string[] {
  const blocks = asList(view.blocks);
  const problems = findProblems(blocks, { at: `${at}/blocks`, most: blockLimit }).map(wordProblem);
  if (view.type !== 'modal' || (view.submit ?? null) !== null) return problems;
  const inputs = blocks.flatMap((block, place) => (asObject(block).type === 'input' ? [place] : []));
  // Recorded in an issue of the SDK: this is how Slack points at the block.
  const unsubmitted = inputs.map(
    place => `must define \`submit\` to use \`input\` block [json-pointer:${at}/blocks/${place}/input]`,
  );
  return [...problems, ...unsubmitted];
}

/** Whether an id stands for an input of the view: errors may name nothing else. */
export function isInputBlock(blocks: unknown, blockId: string): boolean {
  return elementsOf(blocks).some(one => one.blockId === blockId && one.block.type === 'input');
}
