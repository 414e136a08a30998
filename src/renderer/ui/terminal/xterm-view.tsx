import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef } from 'react';
import type { AppError } from '../../../base/app-error.ts';
import { createDisposables } from '../../../base/disposable.ts';
import { chordOf } from '../keys/chord.ts';
import { takeOutput } from './terminal-cursor.ts';
import type { TerminalLink } from './terminal-link.ts';
import { xtermTheme } from './xterm-theme.ts';

export type XtermViewProps = {
  readonly link: TerminalLink;
  readonly isLive: boolean;
  readonly fontSize: number;
  onSize(cols: number, rows: number): void;
  onEnd(exitCode: number): void;
  onError(error: AppError): void;
};

/** In px. Smaller letters cannot be read; what does not fit then is cut off. */
const smallestFont = 8;

/** Keys that act on the room even while a terminal has the focus; all others belong to what runs inside. */
const roomChords = new Set(['mod+`', 'ctrl+`', 'shift+mod+.']);

/** The emulator itself. It is loaded when the first terminal is shown, and lives for as long as its station is looked at. */
export function XtermView(props: XtermViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { link } = props;
  const fill = useRef(() => {});
  useEffect(() => {
    if (!host.current) return;
    const attached = attach(host.current, link, latest);
    fill.current = attached.fill;
    return attached.dispose;
  }, [link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what becomes live takes the size of its pane from then on
  useEffect(() => fill.current(), [props.isLive]);
  return <div className="xterm-host" ref={host} />;
}

type Latest = { readonly current: XtermViewProps };

function attach(host: HTMLElement, link: TerminalLink, latest: Latest): { fill(): void; dispose(): void } {
  const all = createDisposables();
  const terminal = createTerminal(host, latest.current.fontSize);
  all.add(() => terminal.dispose());
  const addon = new FitAddon();
  terminal.loadAddon(addon);
  terminal.open(host);
  terminal.onData(data => latest.current.isLive && link.write(data));
  terminal.onResize(({ cols, rows }) => latest.current.onSize(cols, rows));

  let writtenAt = 0;
  const fill = () => {
    if (host.clientWidth === 0) return;
    const { isLive, fontSize } = latest.current;
    fitInto(terminal, addon, { fontSize, leastCols: isLive ? 0 : writtenAt });
    if (isLive) link.resize(terminal.cols, terminal.rows);
  };
  const onSizeFrame = (cols: number, rows: number) => {
    writtenAt = cols;
    if (latest.current.isLive) terminal.resize(cols, rows);
    else fill();
  };
  const sizer = new ResizeObserver(fill);
  sizer.observe(host);
  all.add(() => sizer.disconnect());

  const themes = new MutationObserver(() => {
    terminal.options.theme = xtermTheme(host);
  });
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  all.add(() => themes.disconnect());

  all.add(followInto(terminal, { link, latest, onAttached: fill, onSizeFrame }));
  return { fill, dispose: all.dispose };
}

/** Fills the pane. What is over was written for so many columns: where the pane has fewer, the letters become smaller. */
function fitInto(terminal: Terminal, addon: FitAddon, { fontSize, leastCols }: { fontSize: number; leastCols: number }): void {
  terminal.options.fontSize = fontSize;
  addon.fit();
  if (terminal.cols >= leastCols) return;
  terminal.options.fontSize = Math.max(smallestFont, Math.floor((fontSize * terminal.cols * 2) / leastCols) / 2);
  addon.fit();
  terminal.resize(Math.max(terminal.cols, leastCols), terminal.rows);
}

function createTerminal(host: HTMLElement, fontSize: number): Terminal {
  const terminal = new Terminal({
    fontFamily: getComputedStyle(host).getPropertyValue('--font-mono'),
    fontSize,
    lineHeight: 1.2,
    letterSpacing: 0,
    scrollback: 10_000,
    theme: xtermTheme(host),
    // What runs inside may print links; it must not open anything by itself.
    linkHandler: { activate: () => {} },
  });
  terminal.attachCustomKeyEventHandler(event => !roomChords.has(chordOf(event)));
  return terminal;
}

type Followed = {
  readonly link: TerminalLink;
  readonly latest: Latest;
  onAttached(): void;
  onSizeFrame(cols: number, rows: number): void;
};

function followInto(terminal: Terminal, { link, latest, onAttached, onSizeFrame }: Followed): () => void {
  let cursor = 0;
  return link.follow({
    after: () => cursor,
    onAttached,
    onError: error => latest.current.onError(error),
    onFrame: frame => {
      if (frame.type === 'size') return onSizeFrame(frame.cols, frame.rows);
      if (frame.type === 'ended') return latest.current.onEnd(frame.exitCode);
      const taken = takeOutput(cursor, frame);
      cursor = taken.next;
      if (taken.missed > 0) terminal.write(`\x1b[0m\r\n[${taken.missed} older bytes are no longer kept]\r\n`);
      terminal.write(taken.bytes);
    },
  });
}
