import { bodyFields } from '../../kit/request.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';

/** A parameter by its name; an empty one is one that was not sent. */
export type Params = (name: string) => string | undefined;

/** The form of an OAuth endpoint. Anything but a form is refused, as Okta does. */
export function readForm(call: OktaCall): Params {
  const { body } = call.request;
  if (body.kind === 'none') return () => undefined;
  if (body.kind !== 'form') {
    throw new OAuthRefusal('invalid_request', "The content-type of the request must be 'application/x-www-form-urlencoded'.");
  }
  return paramsOf(body.fields);
}

/** Parameters from the address, or from a form in its place. */
export function readParams(call: OktaCall): Params {
  const form = paramsOf(bodyFields(call.request.body));
  return name => call.request.query.get(name) || form(name);
}

export function paramsOf(fields: Record<string, unknown>): Params {
  return name => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

/** The words of a parameter that lists several. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter(word => word !== '');
}
