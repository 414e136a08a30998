import { Icon } from './icon.tsx';

/** Stands wherever a station or a run is shown that was not sealed off from this machine. */
export function NotIsolated({ isShort = false }: { isShort?: boolean }) {
  return (
    <span className="chip tone-flaky" title="The agent ran on this machine without a container: holdouts count as exposed.">
      <Icon name="open" />
      {isShort ? 'not isolated' : 'Not isolated'}
    </span>
  );
}
