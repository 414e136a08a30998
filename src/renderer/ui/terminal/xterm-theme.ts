import type { ITheme } from '@xterm/xterm';

/** The terminal's colours out of the tokens of the present theme, so that the three themes hold inside terminals too. */
export function xtermTheme(element: Element): ITheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    background: token('bg-term'),
    foreground: token('fg-2'),
    cursor: token('fg-1'),
    cursorAccent: token('bg-term'),
    selectionBackground: token('accent-line'),
    black: token('fg-4'),
    red: token('del-fg'),
    green: token('add-fg'),
    yellow: token('syn-num'),
    blue: token('syn-fn'),
    magenta: token('syn-key'),
    cyan: token('run'),
    white: token('fg-2'),
    brightBlack: token('fg-3'),
    brightRed: token('del-fg'),
    brightGreen: token('add-fg'),
    brightYellow: token('syn-num'),
    brightBlue: token('syn-fn'),
    brightMagenta: token('syn-key'),
    brightCyan: token('run'),
    brightWhite: token('fg-1'),
  };
}
