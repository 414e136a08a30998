import { useRoom } from '../client/control-room.tsx';
import { moneyText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Key } from '../ui/keys/key.tsx';
import { NotIsolated } from '../ui/not-isolated.tsx';
import { CordButton } from './cord-button.tsx';

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const room = useRoom();
  return (
    <header className="top-bar">
      <div className="brand">
        <BrandMark />
        <b>Andon</b>
        <span className="slash">/</span>
        <span className="mid ell">{room?.factory ?? '…'}</span>
      </div>
      <button type="button" className="search-box" onClick={onSearch}>
        <Icon name="search" size={14} />
        <span>Search jobs and runs, or type a command</span>
        <Key chord="mod+k" />
      </button>
      <div className="top-end">
        {room && !room.runtime.isIsolated && <NotIsolated />}
        {room && (
          <span className="spent" title="Spent today, by all runs">
            <span className="dim">Today</span> <b className="num">{moneyText(room.spentTodayUsd)}</b>
          </span>
        )}
        <CordButton />
      </div>
    </header>
  );
}

function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M2 3.500h16M5.500 3.500v9M14.500 3.500v5"
        stroke="currentColor"
        strokeWidth="1.6"
        fill="none"
        strokeLinecap="round"
      />
      <circle cx="5.5" cy="14.8" r="2.3" fill="currentColor" />
      <circle cx="14.5" cy="10.8" r="2.3" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
