import type { JobDetail, StationView } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';

type Field = JobDetail['fields'][number];

/** The packet's fields that say what a station may touch, in the order in which they are asked about. */
const touching: readonly { readonly field: string; readonly title: string; readonly icon: IconName }[] = [
  { field: 'scope.files', title: 'Files', icon: 'folder' },
  { field: 'network', title: 'Network', icon: 'nonet' },
  { field: 'services', title: 'Services', icon: 'twins' },
  { field: 'secrets', title: 'Secrets', icon: 'lock' },
  { field: 'tools', title: 'Tools', icon: 'settings' },
  { field: 'scope.commands', title: 'Commands', icon: 'stations' },
];

/** What the station may touch, and for each whether something holds it to that. */
export function StationFacts({
  fields,
  station,
  isIsolated,
}: {
  fields: readonly Field[];
  station: StationView | null;
  isIsolated: boolean;
}) {
  const rows = touching.flatMap(each => fields.filter(field => field.field === each.field).map(field => ({ ...each, ...field })));
  if (rows.length === 0 && !station) return null;
  return (
    <section>
      <h2>
        <Icon name="shield" size={14} />
        What a station may touch
      </h2>
      {!isIsolated && (
        <p className="row">
          <NotIsolated />
          <span className="dim t11">a process of this machine</span>
        </p>
      )}
      <ul className="may-touch">
        {rows.map(row => (
          <li key={row.field}>
            <Icon name={row.icon} />
            <span className="dim">{row.title}</span>
            <span>
              <Foreign>{row.value === '' ? 'none' : row.value}</Foreign>
              <small>{heldText(row.enforcedBy, isIsolated)}</small>
            </span>
          </li>
        ))}
        {station && <StationRows station={station} />}
      </ul>
    </section>
  );
}

/** What holds a station to a field. Without a container there is no wall, and so nothing that the tunnel could hold. */
function heldText(enforcedBy: string | null, isIsolated: boolean): string {
  if (enforcedBy === null) return 'recorded only';
  return enforcedBy === 'tunnel' && !isIsolated ? 'not held: there is no container' : `held by the ${enforcedBy}`;
}

function StationRows({ station }: { station: StationView }) {
  const { limits } = station;
  return (
    <>
      <li>
        <Icon name="cpu" />
        <span className="dim">Limits</span>
        <span className="num">
          {limits.cpus} CPU, {Math.round(limits.memoryMb / 102.4) / 10} GB, {limits.pids} processes
        </span>
      </li>
      <li>
        <Icon name="stations" />
        <span className="dim">Runtime</span>
        <span>{station.runtime}</span>
      </li>
      {station.image && (
        <li>
          <Icon name="file" />
          <span className="dim">Image</span>
          <Foreign className="mono">{station.image}</Foreign>
        </li>
      )}
    </>
  );
}
