import type { OktaState } from '../../state.ts';
import { asObject, dig, type Json } from '../json.ts';

/** All attributes a group may have: the two base ones and the custom ones. */
export function groupAttributes(state: OktaState): Json {
  const body = state.documents.get('groupSchemas:default')?.body;
  return { name: {}, description: {}, ...asObject(dig(body, 'definitions', 'custom', 'properties')) };
}
