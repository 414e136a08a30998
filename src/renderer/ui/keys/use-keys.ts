import { useEffect, useRef } from 'react';
import { chordOf } from './chord.ts';
import { commandsOf, isPrefix, type KeyCommand } from './key-map.ts';

/** What each command does now; it is given the chord, so that `1`–`9` can be one command. */
export type KeyActions = Partial<Record<KeyCommand, (chord: string) => void>>;

const layers: { current: KeyActions }[] = [];
const sequenceMs = 1_000;

/** Lets commands act while the component is shown. What was mounted last is asked first. */
export function useKeys(actions: KeyActions): void {
  const layer = useRef(actions);
  layer.current = actions;
  useEffect(() => {
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, []);
}

/** Listens for the whole window; called once. Returns how to stop. */
export function listenForKeys(): () => void {
  let pending = { chord: '', until: 0 };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return;
    const chord = chordOf(event);
    const sequence = pending.until > event.timeStamp ? `${pending.chord} ${chord}` : chord;
    pending = { chord: '', until: 0 };
    if (act(sequence, chord)) event.preventDefault();
    else if (isPrefix(chord)) pending = { chord, until: event.timeStamp + sequenceMs };
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

function act(sequence: string, chord: string): boolean {
  for (const command of commandsOf(sequence)) {
    const layer = layers.findLast(({ current }) => current[command]);
    const action = layer?.current[command];
    if (!action) continue;
    action(chord);
    return true;
  }
  return false;
}

/** Whether the press belongs to a text field, a terminal, an open dialog, or a focused control that takes it itself. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector('dialog[open]')) return true;
  const isChord = event.metaKey || event.ctrlKey || /^F\d+$/.test(event.key);
  if (target?.closest('input, textarea, select, [contenteditable], .xterm')) return !isChord;
  return (
    (event.key === 'Enter' || event.key === ' ') && !isChord && target?.closest('button, a, summary, [role=slider]') !== null
  );
}
