import type { OktaCall } from '../../operation.ts';
import { addDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';

export const orgPath = '/api/v1/org';

/** One page of settings; empty until somebody writes it. */
export function read(call: OktaCall, name: string): Json {
  const { id, created, lastUpdated, ...body } = call.state.documents.get(`orgSettings:${name}`)?.body ?? {};
  return body;
}

export function write(call: OktaCall, name: string, body: Json): void {
  call.state.documents.delete(`orgSettings:${name}`);
  addDocument(call, 'orgSettings', 'set', { id: name, ...body });
}

export const post = (href: string) => ({ href, hints: { allow: ['POST'] } });
