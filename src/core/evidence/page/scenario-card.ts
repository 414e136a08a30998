import type { EvidenceCall, EvidenceReplay, EvidenceScenario } from '../evidence.ts';
import { footingWords, weakestLabel } from '../weakest-label.ts';
import { type JournalRow, pairJournals } from './journal-pair.ts';
import { escaped, html, type Markup } from './markup.ts';
import { comparisonSection, looseSection } from './pictures.ts';
import { countWord, durationWord, verdictWord } from './words.ts';

/** One scenario: its verdict, what held on each side, its pictures, what the twins saw, console and network. */
export function scenarioCard(scenario: EvidenceScenario): Markup {
  const { tone, word } = verdictWord(scenario.verdict);
  const replays = { before: replayOf(scenario, 'base'), after: replayOf(scenario, 'candidate') };
  return html`<article class="card"><header><h3>${scenario.title}</h3><span class="chip ${tone}">${word}</span>${scenario.isInPacket ? html`<span class="chip">named by the packet</span>` : null}<span class="far dim">${scenario.kind} · <code>${scenario.id}</code></span></header><p class="dim">${scenario.reason}</p>${
    scenario.replays.length === 0
      ? null
      : [
          assertionList(replays),
          ...scenario.comparisons.map(comparisonSection),
          looseSection(scenario),
          journalSection(replays),
          ...scenario.replays.map(replayDetails),
        ]
  }</article>`;
}

type Replays = { readonly before: EvidenceReplay | null; readonly after: EvidenceReplay | null };

function replayOf({ replays }: EvidenceScenario, side: EvidenceReplay['side']): EvidenceReplay | null {
  return replays.find(replay => replay.side === side) ?? null;
}

function assertionList({ before, after }: Replays): Markup {
  const ids = [...new Set([...Object.keys(before?.assertions ?? {}), ...Object.keys(after?.assertions ?? {})])];
  return html`<ul class="assertions"><li class="head"><span>Expectation</span><span>Before</span><span>After</span></li>${ids.map(
    id => html`<li><span>${whatOf(id, after ?? before)}</span>${outcome(before, id)}${outcome(after, id)}</li>`,
  )}</ul>`;
}

function whatOf(id: string, replay: EvidenceReplay | null): string {
  const prefix = `expect ${id}: `;
  const step = replay?.steps.find(one => one.what.startsWith(prefix));
  return step === undefined ? id : `${id}: ${step.what.slice(prefix.length)}`;
}

function outcome(replay: EvidenceReplay | null, id: string): Markup {
  const held = replay !== null && Object.hasOwn(replay.assertions, id) ? replay.assertions[id] : undefined;
  if (held === undefined) return html`<span class="none">–</span>`;
  return held ? html`<span class="ok">✓ holds</span>` : html`<span class="no">✗ fails</span>`;
}

function journalSection({ before, after }: Replays): Markup | null {
  if ((before?.calls.length ?? 0) + (after?.calls.length ?? 0) === 0) return null;
  const writes = (replay: EvidenceReplay | null) => (replay?.calls ?? []).filter(call => call.isWrite);
  // With one side only there is nothing that the other one lacks.
  const pair = pairJournals(writes(before ?? after), writes(after ?? before));
  const reads = (replay: EvidenceReplay | null) => (replay?.calls.length ?? 0) - writes(replay).length;
  return html`<section class="checkpoint"><h4>What the twins were told</h4><span class="dim">writes only; ${reads(before)} reads before, ${reads(after)} after</span>${footingLine(before, after)}<div class="journal"><div><p class="dim">Before, base</p><ul>${before === null ? notReplayed : pair.before.map(journalRow)}</ul></div><div><p class="dim">After, candidate</p><ul>${
    after === null ? notReplayed : pair.after.map(journalRow)
  }</ul></div></div></section>`;
}

function footingLine(before: EvidenceReplay | null, after: EvidenceReplay | null): Markup | null {
  const footing = weakestLabel([...(before?.calls ?? []), ...(after?.calls ?? [])]);
  return footing === null ? null : html`<p class="dim">${footingWords(footing)}</p>`;
}

const notReplayed = html`<li class="dim">not replayed</li>`;

function journalRow({ call, mark }: JournalRow): Markup {
  const words = mark === 'same' ? '' : mark === 'missing' ? 'only before' : 'only after';
  return html`<li class="${mark}"><span>${call.twin}</span><span>${call.operation ?? `${call.method} ${call.path}`}</span><span class="body">${bodyText(call)}</span><span class="far">${words} ${call.status}</span></li>`;
}

function bodyText({ body }: EvidenceCall): string {
  if (body === null || body === undefined) return '';
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function replayDetails(replay: EvidenceReplay): Markup {
  const broken =
    replay.broken === null
      ? null
      : html`<p class="no">Step ${replay.broken.step + 1} could not be carried out: ${replay.broken.reason}</p>`;
  const summary = `${replay.side}, replay ${replay.repeat}: ${countWord(replay.steps.length, 'step', 'steps')}, ${durationWord(replay.durationMs)}, ${countWord(replay.network.length, 'request', 'requests')}, ${countWord(replay.console.length, 'console line', 'console lines')}`;
  return html`<details class="fold"><summary class="dim">${summary}</summary>${broken}<ul class="rows">${replay.steps.map(stepRow)}</ul>${linesBlock(
    'Console',
    replay.console.map(line => `${line.level}: ${line.text}`),
  )}${linesBlock('Network', replay.network.map(networkText))}</details>`;
}

function stepRow({ index, what, status, error, durationMs }: EvidenceReplay['steps'][number]): Markup {
  const mark =
    status === 'passed'
      ? html`<span class="ok">✓</span>`
      : status === 'failed'
        ? html`<span class="no">✗</span>`
        : html`<span class="none">–</span>`;
  return html`<li>${mark}<span class="dim">${index + 1}</span><span>${what}${error === null ? null : html`<br><span class="no">${error}</span>`}</span><span class="far dim">${durationWord(durationMs)}</span></li>`;
}

function networkText({ method, url, status, error }: EvidenceReplay['network'][number]): string {
  return `${method} ${url} ${status ?? ''} ${error ?? ''}`.trim();
}

function linesBlock(title: string, lines: readonly string[]): Markup | null {
  if (lines.length === 0) return null;
  return html`<h4>${title}</h4><pre>${{ markup: escaped(lines.join('\n')) }}</pre>`;
}
