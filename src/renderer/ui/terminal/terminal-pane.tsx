import { lazy, Suspense, useEffect, useState } from 'react';
import type { AppError } from '../../../base/app-error.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import './terminal.css';
import type { TerminalLink } from './terminal-link.ts';

/** The emulator measures its letters once, so the font must be there before it. */
const XtermView = lazy(async () => {
  const [{ XtermView }] = await Promise.all([import('./xterm-view.tsx'), document.fonts.load('12px "JetBrains Mono"')]);
  return { default: XtermView };
});

export type TerminalPaneProps = {
  readonly link: TerminalLink;
  /** Whether what runs inside still takes keys. */
  readonly isLive: boolean;
  readonly isConnected: boolean;
  readonly fontSize?: number;
  onSize?(cols: number, rows: number): void;
};

type Foot = { readonly kind: 'ended'; readonly exitCode: number } | { readonly kind: 'failed'; readonly error: AppError };

/** A station's terminal. While the connection is lost the screen stays, and the foot says what is going on. */
export function TerminalPane({ link, isLive, isConnected, fontSize = 12, onSize }: TerminalPaneProps) {
  const [foot, setFoot] = useState<Foot | null>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = () => {
    setFoot(null);
    setAttempt(attempt + 1);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another station starts with no foot
  useEffect(() => setFoot(null), [link]);
  return (
    <div className="terminal">
      <Suspense fallback={null}>
        <XtermView
          key={attempt}
          link={link}
          isLive={isLive}
          fontSize={fontSize}
          onSize={(cols, rows) => onSize?.(cols, rows)}
          onEnd={exitCode => setFoot({ kind: 'ended', exitCode })}
          onError={error => setFoot({ kind: 'failed', error })}
        />
      </Suspense>
      {!isConnected && (
        <FootLine tone="idle" icon="stalled" text="Resuming where it stopped, as soon as the control room is back" />
      )}
      {isConnected && foot?.kind === 'failed' && (
        <FootLine tone="fail" icon="failed" text={`Could not resume: ${foot.error.message}`} onRetry={retry} />
      )}
      {isConnected && foot?.kind === 'ended' && (
        <FootLine tone="idle" icon="unchanged" text={`Ended with exit code ${foot.exitCode}, as the station says`} />
      )}
    </div>
  );
}

type FootProps = {
  readonly tone: 'idle' | 'fail';
  readonly icon: 'stalled' | 'failed' | 'unchanged';
  readonly text: string;
  onRetry?(): void;
};

function FootLine({ tone, icon, text, onRetry }: FootProps) {
  return (
    <div className={`terminal-foot tone-${tone}`} role="status">
      <Icon name={icon} size={14} />
      <span className="foreign">{text}</span>
      {onRetry && (
        <Button isSmall onPress={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
