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

/** Keys that act on the room even while a terminal has the focus; all others belong to what runs inside. */
const roomChords = new Set(['mod+`', 'ctrl+`', 'shift+mod+.']);

/** The emulator itself. It is loaded when the first terminal is shown, and lives for as long as its station is looked at. */
export function XtermView(props: XtermViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { link } = props;
  useEffect(() => {
    if (!host.current) return;
    return attach(host.current, link, latest);
  }, [link]);
  return <div className="xterm-host" ref={host} />;
}

function attach(host: HTMLElement, link: TerminalLink, latest: { readonly current: XtermViewProps }): () => void {
  const all = createDisposables();
  const terminal = createTerminal(host, latest.current.fontSize);
  all.add(() => terminal.dispose());
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(host);
  terminal.onData(data => latest.current.isLive && link.write(data));
  terminal.onResize(({ cols, rows }) => latest.current.onSize(cols, rows));

  const sizer = new ResizeObserver(() => {
    if (host.clientWidth === 0) return;
    fit.fit();
    if (latest.current.isLive) link.resize(terminal.cols, terminal.rows);
  });
  sizer.observe(host);
  all.add(() => sizer.disconnect());

  const themes = new MutationObserver(() => {
    terminal.options.theme = xtermTheme(host);
  });
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  all.add(() => themes.disconnect());

  all.add(followInto(terminal, link, latest));
  return all.dispose;
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

function followInto(terminal: Terminal, link: TerminalLink, latest: { readonly current: XtermViewProps }): () => void {
  let cursor = 0;
  return link.follow({
    after: () => cursor,
    onError: error => latest.current.onError(error),
    onFrame: frame => {
      if (frame.type === 'size') return terminal.resize(frame.cols, frame.rows);
      if (frame.type === 'ended') return latest.current.onEnd(frame.exitCode);
      const taken = takeOutput(cursor, frame);
      cursor = taken.next;
      if (taken.missed > 0) terminal.write(`\x1b[0m\r\n[${taken.missed} older bytes are no longer kept]\r\n`);
      terminal.write(taken.bytes);
    },
  });
}
