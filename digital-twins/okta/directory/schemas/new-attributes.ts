import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { demand } from '../documents/demand.ts';
import { asObject, dig, type Json } from '../json.ts';

/** Attributes are added, changed, and with null taken away. */
function newAttributes(before: unknown, given: Json): Json {
  const next: Json = { ...asObject(before) };
  for (const [name, value] of Object.entries(given)) {
    if (!/^[A-Za-z_]\w{0,254}$/.test(name) || name === '__proto__') throw invalid('schema', `Property name ${name} is invalid.`);
    if (value === null) delete next[name];
    else next[name] = completed({ ...asObject(next[name]), ...asObject(value) });
  }
  return next;
}

function completed(attribute: Json): Json {
  demand(attribute, 'title', 'type');
  const permissions = [{ principal: 'SELF', action: 'READ_ONLY' }];
  return { mutability: 'READ_WRITE', scope: 'NONE', permissions, master: { type: 'PROFILE_MASTER' }, ...attribute };
}

export function write(call: OktaCall, key: string, given: Json): Readonly<Doc> {
  return call.state.documents.edit(key, row => {
    const properties = newAttributes(
      dig(row.body, 'definitions', 'custom', 'properties'),
      asObject(dig(given, 'definitions', 'custom', 'properties')),
    );
    const base = {
      ...asObject(dig(row.body, 'definitions', 'base')),
      ...asObject(dig(given, 'definitions', 'base', 'properties')),
    };
    row.body = { ...row.body, definitions: { custom: { properties }, base }, lastUpdated: call.clock.iso() };
  });
}
