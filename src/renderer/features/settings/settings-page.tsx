import { useStore } from 'zustand';
import type { DoctorCheck, Mark, RoomState, Tone } from '../../../contract/index.ts';
import { useRoom } from '../../client/control-room.tsx';
import { chooseTheme, type ThemeChoice, themeChoices, themeStore } from '../../client/theme.ts';
import { useCall } from '../../client/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Bars } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Icon } from '../../ui/icon.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import { Segment } from '../../ui/segment.tsx';
import './settings.css';

const themeNames: Record<ThemeChoice, string> = {
  system: 'As the system',
  dark: 'Dark',
  light: 'Light',
  contrast: 'High contrast',
};

/** How the room looks, where it is, and whether everything it needs is there. */
export function SettingsPage() {
  const room = useRoom();
  const theme = useStore(themeStore, state => state.choice);
  const options = themeChoices.map(id => ({ id, text: themeNames[id] }));
  return (
    <div className="page plain-page">
      <div className="page-bar">
        <h1>Settings</h1>
      </div>
      <div className="plain-body settings">
        <section>
          <h2>Theme</h2>
          <Segment label="Theme" options={options} value={theme} onPick={chooseTheme} />
        </section>
        {room && <RoomFacts room={room} />}
        <Health />
      </div>
    </div>
  );
}

function RoomFacts({ room }: { room: RoomState }) {
  const rows = [
    ['Version', room.version],
    ['Factory', `${room.factory}, ${room.directory}`],
    ['Home', room.home],
    ['Stations', `${room.runtime.name}: ${room.runtime.detail}`],
    ['At once', `${room.parallel.running} of ${room.parallel.limit} runs`],
  ] as const;
  return (
    <section>
      <h2>
        This control room
        {!room.runtime.isIsolated && <NotIsolated />}
      </h2>
      <dl className="room-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Foreign>{value}</Foreign>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const marks: Record<DoctorCheck['status'], { readonly mark: Mark; readonly tone: Tone }> = {
  ok: { mark: 'passed', tone: 'pass' },
  warning: { mark: 'flaky', tone: 'flaky' },
  failed: { mark: 'failed', tone: 'fail' },
};

function Health() {
  const doctor = useCall('room.doctor', {});
  return (
    <section>
      <h2>
        Health
        <span className="grow" />
        <Button isSmall onPress={doctor.again} isDisabled={doctor.isWaiting}>
          Check again
        </Button>
      </h2>
      {doctor.error && <Fault error={doctor.error} />}
      {doctor.isWaiting && <Bars widths={[60, 40, 50]} />}
      <ul className="checks">
        {doctor.data?.map(check => (
          <li key={check.id} className={`tone-${marks[check.status].tone}`}>
            <Icon name={iconOf(marks[check.status].mark)} size={14} className="mark-icon" />
            <span>
              {check.title}
              <span className="only-heard">, {check.status}</span>
            </span>
            <span>
              <Foreign className="mid">{check.detail}</Foreign>
              {check.fix && (
                <span className="fix">
                  <code className="mono">{check.fix}</code>
                  {check.canFix && <span className="dim">or andon doctor --fix</span>}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
