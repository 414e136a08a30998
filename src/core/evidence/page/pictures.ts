import type { EvidenceComparison, EvidenceReplay, EvidenceScenario } from '../evidence.ts';
import { html, type Markup } from './markup.ts';
import { countWord, shareWord } from './words.ts';

/** Pictures stand once in the page's style sheet and are shown by class, however often they appear. */
export function pictureRules(contents: ReadonlyMap<string, Uint8Array>, hashes: readonly string[]): string {
  return [...new Set(hashes)].map(hash => ruleOf(hash, contents.get(hash)!)).join('\n');
}

/** Pictures that stand in no comparison: those of a run that ended before there was a candidate. Of each checkpoint the first. */
export function loosePictures({ replays, comparisons }: EvidenceScenario): EvidenceReplay['pictures'] {
  const pictures = replays
    .flatMap(replay => replay.pictures)
    .filter(({ checkpoint }) => !comparisons.some(one => one.checkpoint === checkpoint));
  return pictures.filter(({ checkpoint }, index) => pictures.findIndex(one => one.checkpoint === checkpoint) === index);
}

export function looseSection(scenario: EvidenceScenario): Markup | null {
  const pictures = loosePictures(scenario);
  if (pictures.length === 0) return null;
  return html`<section class="checkpoint"><h4>What was seen</h4><span class="dim">on ${scenario.replays[0]?.side ?? 'base'}</span><div class="strip">${pictures.map(
    ({ checkpoint, blob }) => html`<figure>${picture(blob, checkpoint)}<figcaption>${checkpoint}</figcaption></figure>`,
  )}</div></section>`;
}

/** One checkpoint: the two pictures under a slider, and what changed, with numbered regions. */
export function comparisonSection(comparison: EvidenceComparison): Markup {
  const { checkpoint, before, after, changedPixels, changedShare } = comparison;
  const heading = html`<h4>${checkpoint}</h4>`;
  if (before === null || after === null) return html`<section class="checkpoint">${heading}${onlyOne(comparison)}</section>`;
  if (changedPixels === 0 && !comparison.sizeDiffers) {
    return html`<details class="checkpoint same"><summary>${heading}<span class="dim">equal on both sides, pixel for pixel</span></summary>${picture(after, `${checkpoint}, the same before and after`)}</details>`;
  }
  return html`<section class="checkpoint">${heading}<p class="dim">${regionWords(comparison)}, ${changedPixels} px (${shareWord(changedShare)} of the picture). ${controlWords(comparison)}${
    comparison.sizeDiffers ? ' The pictures differ in size.' : ''
  }</p><div class="pair">${slider(comparison, before, after)}${difference(comparison, after)}</div></section>`;
}

function slider({ checkpoint, sizeDiffers, ...comparison }: EvidenceComparison, before: string, after: string): Markup {
  // Pictures of different sizes cannot lie on each other: a slider would stretch one of them.
  if (sizeDiffers)
    return html`<div class="stack"><figure>${picture(before, `${checkpoint} before`)}<figcaption>Before</figcaption></figure><figure>${picture(after, `${checkpoint} after`)}<figcaption>After</figcaption></figure></div>`;
  return html`<div class="slider"><div class="layers">${picture(before, `${checkpoint} before`)}<div class="over">${picture(after, `${checkpoint} after`)}</div>${regionBoxes(comparison)}<i class="seam"></i><b class="tag left">Before</b><b class="tag right">After</b></div><input type="range" min="0" max="100" value="50" step="0.5" aria-label="Show before or after of ${checkpoint}"></div>`;
}

function difference({ checkpoint, difference: mask, ...comparison }: EvidenceComparison, after: string): Markup {
  const ground = comparison.sizeDiffers
    ? html`<div class="pic blank"></div>`
    : html`<div class="dimmed">${picture(after, '')}</div>`;
  return html`<div class="difference"><div class="layers">${mask === null ? ground : [ground, picture(mask, `what changed in ${checkpoint}`)]}${regionBoxes(comparison)}</div><ol class="regions">${comparison.regions.map(
    region =>
      html`<li><b class="number">${region.number}</b><span>at ${region.x}, ${region.y}</span><span class="far dim">${region.width} × ${region.height}</span></li>`,
  )}</ol></div>`;
}

type Boxed = Pick<EvidenceComparison, 'width' | 'height' | 'regions'>;

function regionBoxes({ width, height, regions }: Boxed): Markup {
  return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${regions.map(
    ({ number, x, y, width: across, height: down }) => {
      const box = { x: Math.max(0, x - 4), y: Math.max(0, y - 4) };
      const wide = number > 9 ? 38 : 26;
      // The number stands beside its box, or above it at the left edge, so that it hides nothing that changed.
      const label = box.x >= wide ? { x: box.x - wide, y: box.y } : { x: box.x, y: Math.max(0, box.y - 26) };
      return html`<rect class="region" x="${box.x}" y="${box.y}" width="${across + 8}" height="${down + 8}" rx="3"/><rect class="label" x="${label.x}" y="${label.y}" width="${wide}" height="26" rx="3"/><text x="${label.x + wide / 2}" y="${label.y + 19}">${number}</text>`;
    },
  )}</svg>`;
}

function onlyOne({ checkpoint, before, after }: EvidenceComparison): Markup {
  const hash = before ?? after;
  const side = before === null ? 'the candidate' : 'base';
  return html`<p class="dim">Taken on ${side} only: the other side did not get this far.</p>${hash === null ? null : picture(hash, `${checkpoint} on ${side}`)}`;
}

function picture(hash: string, label: string): Markup {
  return label === ''
    ? html`<div class="pic ${classOf(hash)}"></div>`
    : html`<div class="pic ${classOf(hash)}" role="img" aria-label="${label}"></div>`;
}

function regionWords({ regions }: EvidenceComparison): string {
  return countWord(regions.length, 'changed region', 'changed regions');
}

function controlWords({ controlPixels }: EvidenceComparison): string {
  return controlPixels === null
    ? 'There is no second replay of base to tell chance from change.'
    : `Two replays of base differ by ${controlPixels} px.`;
}

function classOf(hash: string): string {
  return `p-${hash.slice(0, 20)}`;
}

function ruleOf(hash: string, png: Uint8Array): string {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const ratio = bytes.length > 24 ? `${bytes.readUInt32BE(16)} / ${bytes.readUInt32BE(20)}` : '16 / 10';
  return `.${classOf(hash)}{aspect-ratio:${ratio};background-image:url(data:image/png;base64,${bytes.toString('base64')})}`;
}
