/** Parsed JSON of an app's, read with care. */
export type Loose = Record<string, unknown>;

export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An element a user can act on, with the block it stands in. */
export interface Element {
  blockId: string;
  actionId: string;
  type: string;
  element: Loose;
  block: Loose;
}

/** The elements of blocks that have an action id, in the order they are shown. */
export function elementsOf(blocks: unknown): Element[] {
  return asList(blocks).flatMap(given => {
    const block = asObject(given);
    const inside = [block.accessory, block.element, ...asList(block.elements)].map(asObject);
    return inside
      .filter(element => typeof element.action_id === 'string')
      .map(element => ({
        blockId: String(block.block_id ?? ''),
        actionId: String(element.action_id),
        type: String(element.type),
        element,
        block,
      }));
  });
}

export function findElement(blocks: unknown, blockId: string, actionId: string): Element | undefined {
  return elementsOf(blocks).find(one => one.blockId === blockId && one.actionId === actionId);
}

/** The choices of an element, also those in groups. */
export function optionsOf(element: Loose): Loose[] {
  const groups = asList(element.option_groups).flatMap(group => asList(asObject(group).options));
  return [...asList(element.options), ...groups].map(asObject);
}
