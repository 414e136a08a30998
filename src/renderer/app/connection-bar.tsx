import { useConnection, useJobs, useRoomLink } from '../client/control-room.tsx';
import { Button } from '../ui/button.tsx';
import { clockText, durationText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/use-now.ts';

/** While there is no connection: since when, how old what is shown is, and when it is tried again. */
export function ConnectionBar() {
  const connection = useConnection();
  const { connection: kept } = useRoomLink();
  const { readAt } = useJobs();
  const now = useNow(1_000);
  if (connection.status !== 'lost') return null;
  const { since, retryAt } = connection;
  return (
    <div className="connection-bar tone-idle" role="status">
      <Icon name="stalled" size={14} />
      <span>No connection to the control room for {durationText(now - since)}. The runs go on without this window.</span>
      {readAt !== null && <span className="dim">What you see is from {clockText(readAt)}.</span>}
      <span className="grow" />
      {retryAt !== null && (
        <>
          <span className="dim num">Next try in {durationText(retryAt - now)}</span>
          <Button isSmall onPress={kept.retryNow}>
            Try now
          </Button>
        </>
      )}
    </div>
  );
}
