import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { AuthorizationServer } from '../../state.ts';
import { note } from '../log/note.ts';

export const serversPath = '/api/v1/authorizationServers';

/** The server a path names. Throws `OktaRefusal` 404. */
export function findServer(call: OktaCall): Readonly<AuthorizationServer> {
  const id = call.params.server ?? '';
  const server = call.state.servers.get(id);
  if (server === undefined) throw notFound(id, 'AuthorizationServer');
  return server;
}

export function tell(call: OktaCall, { id, name }: Readonly<AuthorizationServer>, verb: string, message: string): void {
  note(call, {
    eventType: `oauth2.as.${verb === 'create' ? 'created' : verb === 'update' ? 'updated' : `${verb}d`}`,
    message,
    target: [{ id, type: 'AuthorizationServer', alternateId: 'unknown', displayName: name }],
  });
}
