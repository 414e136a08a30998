import type { Json } from '../../directory/json.ts';

/** Type of what the identity engine answers. */
export const ionType = 'application/ion+json; okta-version=1.0.0';

/** What a form is built on. */
export interface FormParts {
  origin: string;
  stateHandle: string;
}

/** A form of the identity engine: where it goes and what it takes (Okta docs, Identity Engine, Ion forms). */
export function ionForm(
  { origin, stateHandle }: FormParts,
  name: string,
  path: string,
  fields: Json[] = [],
  more: Json = {},
): Json {
  return {
    rel: ['create-form'],
    name,
    ...more,
    href: `${origin}/idp/idx/${path}`,
    method: 'POST',
    produces: ionType,
    value: [...fields, { name: 'stateHandle', required: true, value: stateHandle, visible: false, mutable: false }],
    accepts: 'application/json; okta-version=1.0.0',
  };
}

/** The field for a password, a code or an answer. */
export function credentials(fields: Json[]): Json {
  return { name: 'credentials', type: 'object', form: { value: fields }, required: true };
}

/** Something that went wrong, in words and with the key of its translation. */
export function message(text: string, key: string, kind: 'ERROR' | 'INFO' = 'ERROR'): Json {
  return { message: text, i18n: { key, params: [] }, class: kind };
}

export function list(value: Json[]): Json {
  return { type: 'array', value };
}

export function object(value: Json): Json {
  return { type: 'object', value };
}
