import { type Answer, json } from '../../../kit/answer.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import { readBody } from '../call/managed.ts';
import { asText, type Json } from '../json.ts';
import { orgPath, read, write } from './stored.ts';

const contactTypes = ['BILLING', 'TECHNICAL'];

export function contacts(call: OktaCall): Answer {
  const base = `${call.request.origin}${orgPath}/contacts`;
  return json(
    contactTypes.map(contactType => ({
      contactType,
      _links: { [contactType.toLowerCase()]: { href: `${base}/${contactType.toLowerCase()}` } },
    })),
  );
}

function contactType(call: OktaCall): string {
  const type = (call.params.contact ?? '').toUpperCase();
  if (!contactTypes.includes(type)) throw notFound(call.params.contact ?? '', 'OrgContactType');
  return type;
}

function contactShape(call: OktaCall, userId: string | null): Json {
  return { userId, _links: { user: { href: `${call.request.origin}/api/v1/users/${userId}` } } };
}

export function contact(call: OktaCall): Answer {
  const given = asText(read(call, `contact ${contactType(call)}`).userId);
  return json(contactShape(call, given ?? call.state.org.adminId));
}

export function setContact(call: OktaCall): Answer {
  const type = contactType(call);
  const userId = asText(readBody(call).userId) ?? '';
  if (!call.state.users.has(userId)) throw notFound(userId, 'User');
  write(call, `contact ${type}`, { userId });
  return json(contactShape(call, userId));
}
