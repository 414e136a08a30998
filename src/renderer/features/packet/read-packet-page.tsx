import type { JobDetail } from '../../../contract/index.ts';
import { hrefOf } from '../../client/route.ts';
import { Button } from '../../ui/button.tsx';
import { Bars } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StatusMark } from '../../ui/mark.tsx';
import { ReadinessPanel } from './readiness-panel.tsx';
import { usePacket } from './use-packet.ts';

/** The packet of a job: what was asked, and for each field what holds the run to it. */
export function ReadPacketPage({ job }: { job: string }) {
  const { detail, error, start, isBusy, refusal } = usePacket(job);
  if (error) {
    return (
      <div className="page packet-refusal">
        <Fault error={error} />
      </div>
    );
  }
  if (!detail) {
    return (
      <div className="page">
        <Bars widths={[40, 80, 60]} />
      </div>
    );
  }
  const isInIntake = detail.card.column === 'intake';
  return (
    <div className="page packet-page">
      <PacketBar detail={detail} />
      <div className="packet-body packet-body-wide">
        <Fields detail={detail} />
        <section className="packet-pane" aria-label="As given">
          <div className="panel-head">As given</div>
          <pre className="packet-text" dir="auto">
            {detail.packetText}
          </pre>
        </section>
        <ReadinessPanel readiness={detail.readiness} problem={null} isEmpty={false} />
      </div>
      {isInIntake && (
        <div className="dock">
          {refusal && <span className="why del">{refusal.message}</span>}
          {!detail.readiness.isReady && (
            <span className="why">
              <StatusMark mark="ask" tone="ask" />
              Cannot be queued: it is not ready
            </span>
          )}
          <span className="grow" />
          <Button kind="primary" icon="arrow" isDisabled={!detail.readiness.isReady || isBusy} onPress={start}>
            Queue
          </Button>
        </div>
      )}
    </div>
  );
}

function PacketBar({ detail: { card } }: { detail: JobDetail }) {
  return (
    <div className="page-bar">
      <a className="ghost" href={hrefOf({ page: 'board' })} title="Back to the board" aria-label="Back to the board">
        <Icon name="left" />
      </a>
      <span className="dim">{card.project}</span>
      <span className="mono dim">{card.id}</span>
      <Foreign as="h1" className="small ell">
        {card.title}
      </Foreign>
      <span className="grow" />
      {card.run && (
        <a className="button" href={hrefOf({ page: 'run', run: card.run.id })}>
          <Icon name="runs" />
          Run {card.run.number}
        </a>
      )}
    </div>
  );
}

/** Fields that stand in words above the table. */
const saidAbove = new Set(['goal', 'acceptance']);

function Fields({ detail }: { detail: JobDetail }) {
  return (
    <section className="packet-pane" aria-label="Fields">
      <div className="panel-head">
        Packet
        <span className="grow" />
        <span className="dim t11">who holds the run to it</span>
      </div>
      <div className="packet-fields">
        <Foreign as="p" className="packet-goal">
          {detail.goal}
        </Foreign>
        {detail.acceptance.map(each => (
          <p key={each.id} className="packet-criterion">
            <span className="dim">Given</span> <Foreign>{each.given}</Foreign> <span className="dim">when</span>{' '}
            <Foreign>{each.when}</Foreign> <span className="dim">then</span> <Foreign>{each.then}</Foreign>
          </p>
        ))}
        <dl>
          {detail.fields
            .filter(field => !saidAbove.has(field.field))
            .map(field => (
              <div key={field.field} className="packet-field">
                <dt className="mono">{field.field}</dt>
                <dd>
                  <Foreign>{field.value === '' ? 'not given' : field.value}</Foreign>
                </dd>
                <dd className="packet-held">
                  {field.enforcedBy === null ? (
                    <span className="dim">recorded only</span>
                  ) : (
                    <span>held by the {field.enforcedBy}</span>
                  )}
                </dd>
              </div>
            ))}
        </dl>
      </div>
    </section>
  );
}
