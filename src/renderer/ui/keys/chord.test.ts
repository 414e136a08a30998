import { expect, test } from 'vitest';
import { chordOf, chordText, type Press } from './chord.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('mod is the command key on a Mac and control elsewhere', () => {
  expect(chordOf(press('k', { metaKey: true }), true)).toBe('mod+k');
  expect(chordOf(press('k', { ctrlKey: true }), false)).toBe('mod+k');
  expect(chordOf(press('k', { ctrlKey: true }), true)).toBe('ctrl+k');
});

test('shift is part of a character, and named beside mod', () => {
  expect(chordOf(press('?', { shiftKey: true }), false)).toBe('?');
  expect(chordOf(press('J', { shiftKey: true }), false)).toBe('j');
  expect(chordOf(press('>', { shiftKey: true, ctrlKey: true, code: 'Period' }), false)).toBe('shift+mod+.');
});

test('keys without a character have names', () => {
  expect([' ', 'Escape', 'ArrowLeft', 'Enter'].map(key => chordOf(press(key), false))).toEqual(['space', 'esc', 'left', 'enter']);
});

test('chords are written as on the keyboard at hand', () => {
  expect(chordText('shift+mod+.', true)).toBe('⇧⌘.');
  expect(chordText('shift+mod+.', false)).toBe('Ctrl ⇧ .');
  expect(chordText('mod+enter', true)).toBe('⌘↵');
  expect(chordText('+', false)).toBe('+');
  expect(chordText('ctrl+`', true)).toBe('⌃`');
  expect(chordText('ctrl+`', false)).toBe(chordText('mod+`', false));
});
