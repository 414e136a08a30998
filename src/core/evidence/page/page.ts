import { createHash } from 'node:crypto';
import type { EvidenceDraft } from '../evidence.ts';
import { diffSection } from './diff.ts';
import { html, type Markup } from './markup.ts';
import { loosePictures, pictureRules } from './pictures.ts';
import { scenarioCard } from './scenario-card.ts';
import { pageScript } from './script.ts';
import { checkSection, claimBox, gateList, noteList, packetSection, pageHeader, timelineSection } from './sections.ts';
import { pageStyle } from './style.ts';

/** Colours and cursor movements that tools write for a terminal. */
const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]/g;

/**
 * The bundle as one page that can be read alone and offline: pictures and texts are inside it. Nothing in it can load
 * or run anything: its content policy names the one script and the style sheets by hash, and no address at all.
 * The same evidence and contents always give the same bytes.
 */
export function renderPage(evidence: EvidenceDraft, contents: ReadonlyMap<string, Uint8Array>): string {
  const pictures = pictureRules(contents, shownPictures(evidence));
  const textOf = (hash: string) => new TextDecoder().decode(contents.get(hash) ?? new Uint8Array()).replace(terminalCodes, '');
  const policy = `default-src 'none'; img-src data:; style-src ${hashOf(pageStyle)} ${hashOf(pictures)}; script-src ${hashOf(pageScript)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${evidence.job.id}: ${evidence.job.title}</title><style>${raw(pageStyle)}</style><style>${raw(pictures)}</style></head><body>${pageHeader(evidence)}<div class="page"><main>${mainSections(evidence, textOf)}</main><aside>${asideSections(evidence)}</aside></div><footer>The hash of this bundle stands in the journal and in the merge commit. To compare them with every file here: <code>andon evidence verify</code> and this folder.</footer><script>${raw(pageScript)}</script></body></html>`
      .markup
  }\n`;
}

function mainSections(evidence: EvidenceDraft, textOf: (hash: string) => string): (Markup | null)[] {
  const { scenarios, diff } = evidence;
  return [
    noteList('Findings', evidence.findings),
    scenarios.length === 0
      ? null
      : html`<section id="scenarios"><h2>Scenarios</h2>${[...scenarios].sort((a, b) => Number(b.isInPacket) - Number(a.isInPacket)).map(scenarioCard)}</section>`,
    diff === null ? null : diffSection(diff, textOf(diff.patch)),
    checkSection(evidence, textOf),
    packetSection(evidence),
    timelineSection(evidence),
  ];
}

function asideSections(evidence: EvidenceDraft): (Markup | null)[] {
  return [
    gateList(evidence),
    claimBox(evidence),
    noteList('Assumed', evidence.assumptions),
    noteList('Skipped', evidence.skipped),
    noteList('Still uncertain', evidence.uncertain),
    evidence.rollback === null ? null : noteList('Smallest way back', [evidence.rollback]),
  ];
}

function shownPictures({ scenarios }: EvidenceDraft): string[] {
  return scenarios.flatMap(scenario => [
    ...scenario.comparisons.flatMap(({ before, after, difference }) => [before, after, difference].filter(hash => hash !== null)),
    ...loosePictures(scenario).map(({ blob }) => blob),
  ]);
}

/** For text that this program wrote itself: its style sheets and its script. */
function raw(markup: string): Markup {
  return { markup };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
