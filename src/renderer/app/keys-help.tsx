import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { chordText } from '../ui/keys/chord.ts';
import { Key } from '../ui/keys/key.tsx';
import { type KeyPlace, keyMap } from '../ui/keys/key-map.ts';

const places: readonly { readonly id: KeyPlace; readonly title: string }[] = [
  { id: 'anywhere', title: 'Anywhere' },
  { id: 'board', title: 'Board' },
  { id: 'run', title: 'Run' },
  { id: 'review', title: 'Review' },
  { id: 'stations', title: 'Stations' },
  { id: 'packet', title: 'Packet' },
];

/** All keys, out of the same table that they act by. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="All keys" onClose={onClose} className="keys-help">
      <div className="dialog-head">
        All keys
        <span className="grow" />
        <Button kind="quiet" isSmall chord="esc" onPress={onClose}>
          Close
        </Button>
      </div>
      <div className="keys-columns">
        {places.map(place => (
          <section key={place.id}>
            <h3 className="section-title">{place.title}</h3>
            {Object.entries(keyMap)
              .filter(([, entry]) => entry.place === place.id)
              .map(([command, entry]) => (
                <div key={command} className="keys-row">
                  <span>{entry.text}</span>
                  <span className="row">
                    <Chords chords={entry.chords} />
                  </span>
                </div>
              ))}
          </section>
        ))}
      </div>
      <p className="keys-note dim t11">Single keys act outside text fields and terminals only.</p>
    </Dialog>
  );
}

function Chords({ chords }: { chords: readonly string[] }) {
  if (chords.length > 3) {
    return (
      <>
        <Key chord={chords[0]!} />
        <span className="dim">to</span>
        <Key chord={chords.at(-1)!} />
      </>
    );
  }
  const written = new Map(chords.map(chord => [chordText(chord), chord]));
  return [...written.values()].map(chord => (
    <span key={chord} className="row">
      {chord.split(' ').map(part => (
        <Key key={part} chord={part} />
      ))}
    </span>
  ));
}
