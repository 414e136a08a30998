import { useState } from 'react';
import { useRoom } from '../client/control-room.tsx';
import { useAction } from '../client/use-call.ts';
import { AskOnce } from '../ui/ask-once.tsx';
import { Button } from '../ui/button.tsx';
import { clockText } from '../ui/format.ts';
import { useKeys } from '../ui/keys/use-keys.ts';

const question = { title: 'Release the cord?', yes: 'Release', no: 'Keep the line stopped' };
const chord = 'shift+mod+.';

/** Stops the line with one press; starting it again asks once. */
export function CordButton() {
  const cord = useRoom()?.cord ?? null;
  const pull = useAction('cord.pull');
  const release = useAction('cord.release');
  const [isAsking, setAsking] = useState(false);
  const press = () => (cord ? setAsking(true) : void pull.run({ reason: '' }));
  useKeys({ cord: press });
  const error = pull.error ?? release.error;
  return (
    <>
      {error && (
        <span className="mark tone-fail t12" role="alert">
          {error.message}
        </span>
      )}
      {cord ? (
        <Button kind="stopped" icon="failed" chord={chord} onPress={press}>
          Line stopped, release
        </Button>
      ) : (
        <Button kind="cord" icon="cord" chord={chord} onPress={press} isDisabled={pull.isBusy}>
          Pull the cord
        </Button>
      )}
      {cord && isAsking && (
        <AskOnce
          question={question}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void release.run({});
          }}
        >
          <p className="t12 mid">
            Pulled at {clockText(cord.pulledAt)} by {cord.by}
            {cord.reason && `: ${cord.reason}`}. Every run goes on exactly where it stood.
          </p>
        </AskOnce>
      )}
    </>
  );
}
