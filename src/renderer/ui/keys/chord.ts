/** A key press, as far as chords look at it. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>;

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const names: Record<string, string> = {
  ' ': 'space',
  Escape: 'esc',
  Enter: 'enter',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '−': '-',
};

/**
 * A press as a chord of the key map: `mod+k`, `shift+mod+.`, `?`, `g`. `mod` is ⌘ on a Mac and Ctrl elsewhere. Shift is named
 * only beside `mod`, since elsewhere it is part of the character.
 */
export function chordOf(press: Press, onMac: boolean = isMac): string {
  const isMod = onMac ? press.metaKey : press.ctrlKey;
  const key = isMod && press.code === 'Period' ? '.' : (names[press.key] ?? press.key.toLowerCase());
  if (press.altKey) return `alt+${key}`;
  if (onMac && press.ctrlKey) return `ctrl+${key}`;
  if (!isMod) return key;
  return press.shiftKey ? `shift+mod+${key}` : `mod+${key}`;
}

const signs: Record<string, string> = {
  enter: '↵',
  esc: 'Esc',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  shift: '⇧',
  ctrl: '⌃',
};

/** A chord as it is written on a key: `⇧⌘.` on a Mac, `Ctrl ⇧ .` elsewhere. */
export function chordText(chord: string, onMac: boolean = isMac): string {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const isControl = (part: string) => part === 'mod' || part === 'ctrl';
  const rest = parts
    .filter(part => onMac || !isControl(part))
    .map(part => (part === 'mod' ? '⌘' : (signs[part] ?? part.toUpperCase())));
  return onMac || !parts.some(isControl) ? rest.join('') : ['Ctrl', ...rest].join(' ');
}
