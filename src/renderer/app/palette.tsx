import { type KeyboardEvent, useMemo, useState } from 'react';
import { useJobs } from '../client/control-room.tsx';
import { goTo } from '../client/route.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Icon } from '../ui/icon.tsx';
import { Key } from '../ui/keys/key.tsx';
import { keyMap } from '../ui/keys/key-map.ts';
import { findEntries, type PaletteEntry, paletteEntries } from './palette-entries.ts';

/** Go anywhere by typing a few letters of it. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { cards } = useJobs();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findEntries(paletteEntries(cards.values()), query, 12), [cards, query]);
  const open = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    goTo(entry.route);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) setAt(Math.min(found.length - 1, Math.max(0, at + step)));
    if (event.key === 'Enter') open(found[at]);
    if (step || event.key === 'Enter') event.preventDefault();
  };
  return (
    <Dialog label="Go to" onClose={onClose} className="palette">
      <div className="palette-query">
        <Icon name="search" size={14} />
        <input
          aria-label="Search"
          placeholder="Job, run, page"
          value={query}
          onKeyDown={onKey}
          onChange={event => {
            setQuery(event.target.value);
            setAt(0);
          }}
        />
      </div>
      <ul className="palette-list">
        {found.map((entry, index) => (
          <li key={entry.id}>
            <button
              type="button"
              tabIndex={-1}
              aria-current={index === at}
              onMouseMove={() => setAt(index)}
              onClick={() => open(entry)}
            >
              <Icon name={entry.icon} size={14} />
              <Foreign className="ell grow">{entry.text}</Foreign>
              <span className="dim t11">{entry.aside}</span>
              {entry.key && keyMap[entry.key].chords[0].split(' ').map(part => <Key key={part} chord={part} />)}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="palette-none dim">Nothing is called that.</li>}
      </ul>
    </Dialog>
  );
}
