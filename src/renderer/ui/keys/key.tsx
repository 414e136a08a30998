import { chordText } from './chord.ts';

/** A key as it is written on the keyboard; the control beside it says what it does. */
export function Key({ chord }: { chord: string }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
    <kbd className="key" aria-hidden="true">
      {chordText(chord)}
    </kbd>
  );
}
