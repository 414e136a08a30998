import './packet.css';
import { NewPacketPage } from './new-packet-page.tsx';
import { ReadPacketPage } from './read-packet-page.tsx';

/** A packet being written, or the packet of a job. */
export function PacketPage({ job }: { job: string | null }) {
  return job === null ? <NewPacketPage /> : <ReadPacketPage job={job} />;
}
