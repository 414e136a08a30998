import type { World } from '../../kit/plugin.ts';
import { newBlockId } from '../new-id.ts';
import { SlackRefusal } from '../refusal.ts';
import { checkBlock, isObject, type Problem } from './rules.ts';

interface BlockLimits {
  /** JSON pointer of the list. */
  at: string;
  most: number;
}

/** Blocks a message may have. */
const messageLimits: BlockLimits = { at: '/blocks', most: 50 };

/** What is wrong with a list of blocks; nothing when it is right. */
export function findProblems(blocks: unknown[], { at, most }: BlockLimits): Problem[] {
  if (blocks.length > most) return [{ message: `no more than ${most} items allowed`, at }];
  const problems = blocks.flatMap((block, place) => checkBlock(block, `${at}/${place}`));
  return [...problems, ...doubled(blocks, at)];
}

/** The blocks of a message with the ids they lack. Throws `invalid_blocks` with what is wrong, as Slack words it. */
export function takeBlocks(world: Pick<World, 'ids'>, blocks: unknown[]): unknown[] {
  const problems = [...findProblems(blocks, messageLimits), ...misplaced(blocks)];
  if (problems.length > 0) throw invalidBlocks(problems);
  return blocks.map(block => fillBlock(world, block));
}

/** Inputs that only modals have. */
const onlyInModals = ['rich_text_input', 'file_input'];

function misplaced(blocks: unknown[]): Problem[] {
  return blocks.flatMap((block, place) => {
    const element = isObject(block) && block.type === 'input' ? block.element : undefined;
    if (!isObject(element) || !onlyInModals.includes(String(element.type))) return [];
    return [{ message: `unsupported type: ${String(element.type)}`, at: `/blocks/${place}/element/type` }];
  });
}

/** Slack's words for a problem. */
export function wordProblem({ message, at }: Problem): string {
  return `${message} [json-pointer:${at}]`;
}

function invalidBlocks(problems: Problem[]): SlackRefusal {
  const errors = problems.map(wordProblem);
  return new SlackRefusal('invalid_blocks', { errors, response_metadata: { messages: errors.map(error => `[ERROR] ${error}`) } });
}

function doubled(blocks: unknown[], at: string): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const note = (kind: string, id: unknown, place: string) => {
    if (typeof id !== 'string') return;
    if (seen.has(`${kind} ${id}`)) problems.push({ message: `\`${kind}\` "${id}" already exists`, at: `${place}/${kind}` });
    seen.add(`${kind} ${id}`);
  };
  for (const [place, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    note('block_id', block.block_id, `${at}/${place}`);
    // Action ids have to differ within one block only.
    const here = new Set<unknown>();
    for (const [number, element] of elementsOf(block).entries()) {
      if (!isObject(element) || typeof element.action_id !== 'string') continue;
      if (here.has(element.action_id)) {
        problems.push({
          message: `\`action_id\` "${element.action_id}" already exists for block_id "${String(block.block_id ?? '')}"`,
          at: `${at}/${place}/elements/${number}/action_id`,
        });
      }
      here.add(element.action_id);
    }
  }
  return problems;
}

function elementsOf(block: Record<string, unknown>): unknown[] {
  return block.type === 'actions' && Array.isArray(block.elements) ? block.elements : [];
}

/** A block with its ids, and the defaults that Slack writes into texts. */
export function fillBlock(world: Pick<World, 'ids'>, block: unknown): unknown {
  if (!isObject(block)) return block;
  const id = typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : newBlockId(world);
  const filled: Record<string, unknown> = { ...block, block_id: id };
  if (block.type === 'rich_text') return filled;
  for (const key of ['accessory', 'element']) if (isObject(block[key])) filled[key] = fillElement(world, block[key]);
  if (Array.isArray(block.elements)) {
    filled.elements = block.elements.map(one => (block.type === 'context' ? fillTexts(one) : fillElement(world, one)));
  }
  for (const key of ['text', 'label', 'hint', 'title']) if (isObject(block[key])) filled[key] = fillText(block[key]);
  if (Array.isArray(block.fields)) filled.fields = block.fields.map(fillTexts);
  return filled;
}

function fillElement(world: Pick<World, 'ids'>, element: unknown): unknown {
  if (!isObject(element)) return element;
  const filled = fillTexts(element) as Record<string, unknown>;
  const isInert = element.type === 'image';
  if (!isInert && (typeof element.action_id !== 'string' || element.action_id === '')) filled.action_id = newBlockId(world);
  return filled;
}

/** All texts inside, at any depth. */
function fillTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fillTexts);
  if (!isObject(value)) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillTexts(one)]));
  return fillText(inside);
}

function fillText(text: Record<string, unknown>): Record<string, unknown> {
  if (text.type === 'plain_text' && typeof text.text === 'string') return { emoji: true, ...text };
  if (text.type === 'mrkdwn' && typeof text.text === 'string') return { verbatim: false, ...text };
  return text;
}
