import { useRef } from 'react';
import { hrefOf } from '../../client/route.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { StatusMark } from '../../ui/mark.tsx';
import { lineOfField } from './line-of-field.ts';
import { ReadinessPanel } from './readiness-panel.tsx';
import { type NewPacket, useNewPacket } from './use-packet.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** Paste a packet; what it lacks is said while you type, and it is queued when nothing is missing. */
export function NewPacketPage() {
  const packet = useNewPacket();
  const editor = useRef<HTMLTextAreaElement>(null);
  const goToField = (field: string) => selectLine(editor.current, packet.text, field);
  const first = packet.readiness?.items.find(item => item.blocks);
  useKeys({ packetQueue: packet.send, packetMissing: () => first && goToField(first.field) });
  return (
    <div className="page packet-page">
      <PacketBar packet={packet} />
      <div className="packet-body">
        <section className="packet-pane" aria-label="Packet">
          <div className="panel-head">
            Packet<span className="dim mono">packet/1, YAML</span>
          </div>
          <YamlEditor ref={editor} text={packet.text} onChange={packet.setText} marked={markedLines(packet)} />
        </section>
        <ReadinessPanel
          readiness={packet.readiness}
          problem={packet.problem}
          isEmpty={packet.text.trim() === ''}
          onPick={goToField}
        />
      </div>
      {packet.refusal && (
        <div className="packet-refusal">
          <Fault error={packet.refusal} />
        </div>
      )}
      <div className="dock">
        {packet.queue.status === 'blocked' && (
          <span className="why">
            <StatusMark mark="ask" tone="ask" />
            {packet.queue.reason}
          </span>
        )}
        {first && (
          <Button isSmall chord="f8" onPress={() => goToField(first.field)}>
            Go to the first
          </Button>
        )}
        <span className="grow" />
        <Button kind="primary" icon="arrow" chord="mod+enter" isDisabled={packet.queue.status !== 'ready'} onPress={packet.send}>
          Queue
        </Button>
      </div>
    </div>
  );
}

function PacketBar({ packet }: { packet: NewPacket }) {
  return (
    <div className="page-bar">
      <a className="ghost" href={hrefOf({ page: 'board' })} title="Back to the board" aria-label="Back to the board">
        <Icon name="left" />
      </a>
      <h1 className="small">New packet</h1>
      {packet.title && <Foreign className="mid ell">{packet.title}</Foreign>}
      <span className="grow" />
      {packet.samples.length > 0 && (
        <label className="picker">
          <span className="dim">Start from</span>
          <select value="" onChange={event => packet.startFrom(event.target.value)}>
            <option value="">a job's packet</option>
            {packet.samples.map(card => (
              <option key={card.id} value={card.id}>
                {card.id} {card.title}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </label>
      )}
    </div>
  );
}

function markedLines(packet: NewPacket): ReadonlySet<number> {
  const lines = (packet.readiness?.items ?? []).filter(item => item.blocks).map(item => lineOfField(packet.text, item.field));
  return new Set(lines.filter(line => line !== null));
}

function selectLine(editor: HTMLTextAreaElement | null, text: string, field: string): void {
  if (!editor) return;
  const line = lineOfField(text, field);
  const lines = text.split('\n');
  const from = line === null ? text.length : lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
  editor.focus();
  editor.setSelectionRange(from, line === null ? from : from + lines[line]!.length);
}
