import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';

/** The custom role a path names by id or label. Throws `OktaRefusal` 404. */
export function findCustomRole(call: OktaCall, wanted = call.params.role ?? ''): Readonly<Doc> {
  return findIn(call, 'iamRoles', wanted, 'CustomRole');
}

/** The resource set a path names by id or label. Throws `OktaRefusal` 404. */
export function findResourceSet(call: OktaCall, wanted = call.params.set ?? ''): Readonly<Doc> {
  return findIn(call, 'iamResourceSets', wanted, 'ResourceSet');
}

function findIn({ state: { documents } }: OktaCall, kind: string, wanted: string, noun: string): Readonly<Doc> {
  const found = documents.get(`${kind}:${wanted}`) ?? documents.by('kind', kind).find(doc => doc.body.label === wanted);
  if (found === undefined) throw notFound(wanted, noun);
  return found;
}
