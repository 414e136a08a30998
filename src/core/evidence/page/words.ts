import type { EvidenceScenario, Provenance } from '../evidence.ts';

/** A tone of the state vocabulary; the page's colours hang on it. */
export type Tone = 'pass' | 'fail' | 'ask' | 'flaky' | 'idle';

export const provenanceWords: Readonly<Record<Provenance, string>> = {
  host: 'seen by the host',
  verifier: 'run by the verifier',
  agent: "agent's claim",
  opinion: 'opinion',
};

const verdicts: Readonly<Record<EvidenceScenario['verdict'], { tone: Tone; word: string }>> = {
  proven: { tone: 'pass', word: 'Proven' },
  unchanged: { tone: 'idle', word: 'Unchanged' },
  refuted: { tone: 'fail', word: 'Refuted' },
  inconclusive: { tone: 'ask', word: 'Inconclusive' },
  invalid: { tone: 'ask', word: 'Invalid' },
  flaky: { tone: 'flaky', word: 'Flaky' },
  'not-run': { tone: 'idle', word: 'Not run' },
  reproduced: { tone: 'pass', word: 'Reproduced' },
  'not-reproduced': { tone: 'idle', word: 'Not reproduced' },
  unclear: { tone: 'ask', word: 'Unclear' },
};

export function verdictWord(verdict: EvidenceScenario['verdict']): { readonly tone: Tone; readonly word: string } {
  return verdicts[verdict];
}

/** UTC, to the second: the same on every machine that reads the page. */
export function momentWord(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function timeWord(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

export function durationWord(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function shareWord(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  return percent < 0.01 ? '< 0.01 %' : `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

export function countWord(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
