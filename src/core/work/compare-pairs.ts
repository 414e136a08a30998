import type { ReplayRecord } from '../scenario/replay.ts';
import type { ComparisonFact } from './fact.ts';
import type { World } from './world.ts';

/** Compare the pictures of two sides, checkpoint by checkpoint; `again` says how much differs by chance. */
export async function comparePairs(
  world: World,
  scenario: string,
  before: ReplayRecord,
  again: ReplayRecord | null,
  after: ReplayRecord,
): Promise<ComparisonFact[]> {
  const checkpoints = [...new Set([...before.pictures, ...after.pictures].map(picture => picture.checkpoint))];
  const pairs: ComparisonFact[] = [];
  for (const checkpoint of checkpoints) pairs.push(await comparePair(world, scenario, checkpoint, [before, again, after]));
  return pairs;
}

async function comparePair(
  world: World,
  scenario: string,
  checkpoint: string,
  records: readonly [ReplayRecord, ReplayRecord | null, ReplayRecord],
): Promise<ComparisonFact> {
  const [before, control, after] = records.map(
    record => record?.pictures.find(picture => picture.checkpoint === checkpoint) ?? null,
  );
  const known = after ?? before;
  if (!before || !after) {
    const difference = {
      isSame: false,
      width: known?.width ?? 0,
      height: known?.height ?? 0,
      sizeDiffers: true,
      changedPixels: 0,
      changedShare: 1,
      regions: [],
      blob: null,
    };
    return { scenario, checkpoint, before: before?.blob ?? null, after: after?.blob ?? null, difference, controlPixels: null };
  }
  const { image, ...rest } = await compareBlobs(world, before.blob, after.blob);
  const blob = image ? await world.blobs.keep(image) : null;
  const controlPixels = control ? (await compareBlobs(world, before.blob, control.blob)).changedPixels : null;
  return { scenario, checkpoint, before: before.blob, after: after.blob, difference: { ...rest, blob }, controlPixels };
}

async function compareBlobs(world: World, before: string, after: string) {
  const [a, b] = await Promise.all([world.blobs.read(before), world.blobs.read(after)]);
  return world.comparePictures(a, b);
}
