import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';

/** The identity provider of an id. Throws `OktaRefusal` 404. */
export function findIdp(call: OktaCall, id = call.params.idp ?? ''): Readonly<Doc> {
  const found = call.state.documents.get(`idps:${id}`);
  if (found === undefined) throw notFound(id, 'IdpAppInstance');
  return found;
}
