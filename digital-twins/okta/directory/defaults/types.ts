import type { Building } from '../../building.ts';
import type { Json } from '../json.ts';
import { baseAttributes } from '../schemas/user-attributes.ts';
import { adder } from './adder.ts';

export function addTypes(building: Building): void {
  const { state, seed } = building;
  const add = adder(building);
  const { userTypeId, userSchemaId, adminId } = state.org;
  add('userTypes', 'oty', 'user', {
    id: userTypeId,
    name: 'user',
    displayName: 'User',
    description: 'Okta user profile template with default permission settings',
    default: true,
    createdBy: adminId,
    lastUpdatedBy: adminId,
    schemaId: userSchemaId,
  });
  add('userSchemas', 'osc', 'user', {
    id: userTypeId,
    schemaId: userSchemaId,
    name: 'user',
    title: 'User',
    definitions: { custom: { properties: customAttributes(seed.profiles) } },
  });
  add('groupSchemas', 'osc', 'group', { id: 'default', definitions: { custom: { properties: {} } } });
}

/** A seed's people may have attributes that the base schema lacks: those are custom ones. */
function customAttributes(profiles: Record<string, Json>): Json {
  const base = baseAttributes();
  const found: Json = {};
  for (const [name, value] of Object.values(profiles).flatMap(profile => Object.entries(profile))) {
    if (Object.hasOwn(base, name)) continue;
    const type = Array.isArray(value) ? 'array' : typeof value;
    found[name] = {
      title: name,
      type,
      ...(type === 'array' ? { items: { type: 'string' } } : {}),
      scope: 'NONE',
      mutability: 'READ_WRITE',
      permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
    };
  }
  return found;
}
