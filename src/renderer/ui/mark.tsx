import type { ReactNode } from 'react';
import type { Mark, Tone } from '../../contract/index.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-shapes.tsx';

const icons: Record<Mark, IconName> = {
  draft: 'pencil',
  queued: 'queued',
  running: 'running',
  ask: 'ask',
  passed: 'passed',
  failed: 'failed',
  flaky: 'flaky',
  unchanged: 'unchanged',
  'no-op': 'no-op',
  stalled: 'stalled',
  escalated: 'escalated',
  paused: 'paused',
  review: 'review',
  merged: 'merge',
  rejected: 'x',
  cancelled: 'x',
};

/** The icon of a mark of the state vocabulary. */
export function iconOf(mark: Mark): IconName {
  return icons[mark];
}

export function toneClass(tone: Tone): string {
  return `tone-${tone}`;
}

/** A state: mark, word, colour. */
export function StatusMark({ mark, tone, children }: { mark: Mark; tone: Tone; children?: ReactNode }) {
  return (
    <span className={`mark ${toneClass(tone)}`}>
      <Icon name={iconOf(mark)} />
      {children}
    </span>
  );
}
