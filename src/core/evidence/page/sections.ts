import type { EvidenceCheck, EvidenceDraft, EvidenceGate, EvidenceNote } from '../evidence.ts';
import { html, type Markup } from './markup.ts';
import { durationWord, momentWord, provenanceWords, type Tone, timeWord } from './words.ts';

const states: Readonly<Record<EvidenceDraft['terminal']['state'], Tone>> = {
  PR_READY: 'pass',
  NO_OP: 'idle',
  ESCALATE: 'ask',
  RETRYABLE_FAILURE: 'fail',
};

export function pageHeader({
  job,
  run,
  terminal,
  base,
  candidate,
  target,
  isolation,
  line,
  createdAt,
  cost,
}: EvidenceDraft): Markup {
  const isolationChip = isolation.isIsolated
    ? html`<span class="chip">${isolation.kind}</span>`
    : html`<span class="chip fail">not isolated (${isolation.kind})</span>`;
  return html`<header><div class="row"><span class="brand">Andon evidence</span><code class="dim">${job.id}</code></div><h1>${job.title}</h1><div class="row"><span class="chip ${states[terminal.state]}">${terminal.state}</span>${isolationChip}<span>${terminal.reason.text}</span></div><dl>${[
    fact('run', run),
    fact('base', base.slice(0, 12)),
    candidate === null ? null : fact('candidate', candidate.slice(0, 12)),
    fact('target', target),
    fact('line', `${line.name} ${line.hash.slice(0, 8)}`),
    fact('reason', terminal.reason.code),
    fact('cost', cost.usd === null ? 'not known' : `$${cost.usd.toFixed(2)}`),
    cost.tokens === null ? null : fact('tokens', String(cost.tokens)),
    fact('written', momentWord(createdAt)),
  ]}</dl></header>`;
}

function fact(name: string, value: string): Markup {
  return html`<div><dt>${name}</dt><dd class="mono">${value}</dd></div>`;
}

const sources: readonly { readonly source: EvidenceGate['source']; readonly title: string }[] = [
  { source: 'host', title: 'Seen by the host' },
  { source: 'verifier', title: 'Verifier' },
  { source: 'you', title: 'You' },
];

export function gateList({ gates }: EvidenceDraft): Markup {
  const groups = sources
    .map(({ source, title }) => ({ title, gates: gates.filter(gate => gate.source === source) }))
    .filter(group => group.gates.length > 0);
  return html`<section class="card"><h2>Gates</h2>${groups.length === 0 ? html`<p class="empty">None was reached.</p>` : null}${groups.map(group => html`<h3>${group.title}</h3>${group.gates.map(gateRow)}`)}</section>`;
}

function gateRow({ title, status, detail, at }: EvidenceGate): Markup {
  const marks: Readonly<Record<EvidenceGate['status'], Markup>> = {
    passed: html`<span class="ok" title="passed">✓</span>`,
    failed: html`<span class="no" title="failed">✗</span>`,
    waived: html`<span class="none" title="waived">~</span>`,
    waiting: html`<span class="none" title="waiting">…</span>`,
  };
  return html`<div class="gate">${marks[status]}<div>${title}<p>${detail}</p></div><span class="dim mono">${at === null ? '' : timeWord(at)}</span></div>`;
}

/** The agent's words about its own work, in a dashed box: shown, and counted for nothing. */
export function claimBox({ claims, gates }: EvidenceDraft): Markup | null {
  const said = gates.filter(gate => gate.source === 'claim').map(gate => `${gate.title}: ${gate.detail}`);
  if (claims === null && said.length === 0) return null;
  return html`<section class="claims"><h2>Agent's claims, not counted</h2>${claims === null ? null : html`<p>“${claims.summary}” (it proposes ${claims.state})</p>`}<ul>${[...(claims?.changed ?? []), ...said].map(text => html`<li>“${text}”</li>`)}</ul></section>`;
}

export function noteList(title: string, notes: readonly EvidenceNote[]): Markup | null {
  if (notes.length === 0) return null;
  const isClaim = notes.every(note => note.provenance === 'agent');
  const rows = notes.map(
    note => html`<li>${note.text}${isClaim ? null : html` <span class="dim">(${provenanceWords[note.provenance]})</span>`}</li>`,
  );
  return isClaim
    ? html`<section class="claims"><h2>${title}, as the agent says</h2><ul>${rows}</ul></section>`
    : html`<section class="card plain"><h2>${title}</h2><ul>${rows}</ul></section>`;
}

export function checkSection({ checks, tests }: EvidenceDraft, textOf: (hash: string) => string): Markup | null {
  if (checks.length === 0 && tests === null) return null;
  return html`<section id="checks"><h2>Checks</h2>${checks.map(check => checkCard(check, textOf))}${tests === null ? null : testCard(tests)}</section>`;
}

function checkCard(
  { name, argv, side, expected, exitCode, output, durationMs, provenance }: EvidenceCheck,
  textOf: (hash: string) => string,
): Markup {
  const color = exitCode === 0 ? 'green' : 'red';
  const head = html`<span class="chip ${color === expected ? 'pass' : 'fail'}">${color}${expected === 'red' ? ', as it must be' : ''}</span> <b>${name}</b> <code>${argv.join(' ')}</code> <span class="dim">on ${side} · exit ${exitCode} · ${durationWord(durationMs)} · ${provenanceWords[provenance]}</span>`;
  const wrong = expected === 'red' && color !== 'red' ? html`<p class="no">It should have failed here.</p>` : null;
  return html`<div class="card">${output === null ? html`<p>${head}</p>` : html`<details><summary>${head}</summary><pre>${tail(textOf(output))}</pre></details>`}${wrong}</div>`;
}

/** What matters in a long output stands at its end. */
function tail(text: string): string {
  const max = 16_000;
  return text.length <= max ? text : `(${text.length - max} characters before)\n${text.slice(-max)}`;
}

function testCard({ newTests, before, after }: NonNullable<EvidenceDraft['tests']>): Markup {
  const counts = (name: string, one: typeof before) =>
    one === null
      ? null
      : html`<li><span>${name}</span><span class="far">${one.tests} tests · ${one.skipped} skipped · ${one.assertions} assertions</span></li>`;
  return html`<div class="card"><h3>Tests that the change touches</h3><ul class="rows">${newTests.map(
    ({ file, onBase, onCandidate }) =>
      html`<li><code>${file}</code><span class="far">base: ${colorWord(onBase)} · candidate: ${colorWord(onCandidate)}</span></li>`,
  )}${counts('Inventory before', before)}${counts('Inventory after', after)}</ul></div>`;
}

function colorWord(color: 'red' | 'green' | null): Markup {
  return color === null
    ? html`<span class="none">not run</span>`
    : html`<span class="${color === 'red' ? 'no' : 'ok'}">${color}</span>`;
}

export function packetSection({ packet, plan }: EvidenceDraft): Markup {
  return html`<section id="packet"><h2>The packet</h2><details class="card"><summary>As it was given</summary><pre>${packet}</pre></details>${plan === null ? null : html`<details class="card"><summary>The plan</summary><pre>${plan}</pre></details>`}</section>`;
}

export function timelineSection({ timeline }: EvidenceDraft): Markup | null {
  if (timeline.length === 0) return null;
  return html`<section id="timeline"><h2>How it went</h2><ul class="card rows">${timeline.map(({ at, actor, text }) => html`<li><span class="mono dim">${timeWord(at)}</span><span>${text}</span><span class="far dim">${actor}</span></li>`)}</ul></section>`;
}
