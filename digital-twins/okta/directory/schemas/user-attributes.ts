import type { OktaState } from '../../state.ts';
import { asObject, dig, type Json } from '../json.ts';

type Attribute = [name: string, title: string, type?: string, more?: Json];

/** The attributes every user has (Okta docs, Universal Directory: the default profile, 31 attributes). */
const base: Attribute[] = [
  ['login', 'Username', 'string', { minLength: 5, maxLength: 100, required: true, uniqueness: 'UNIQUE_VALIDATED' }],
  ['firstName', 'First name', 'string', { minLength: 1, maxLength: 50, required: true }],
  ['lastName', 'Last name', 'string', { minLength: 1, maxLength: 50, required: true }],
  ['middleName', 'Middle name'],
  ['honorificPrefix', 'Honorific prefix'],
  ['honorificSuffix', 'Honorific suffix'],
  ['email', 'Primary email', 'string', { format: 'email', required: true, minLength: 5, maxLength: 100 }],
  ['title', 'Title'],
  ['displayName', 'Display name'],
  ['nickName', 'Nickname'],
  ['profileUrl', 'Profile Url', 'string', { format: 'uri' }],
  ['secondEmail', 'Secondary email', 'string', { format: 'email', minLength: 5, maxLength: 100 }],
  ['mobilePhone', 'Mobile phone', 'string', { maxLength: 100 }],
  ['primaryPhone', 'Primary phone', 'string', { maxLength: 100 }],
  ['streetAddress', 'Street address'],
  ['city', 'City'],
  ['state', 'State'],
  ['zipCode', 'Zip code'],
  ['countryCode', 'Country code', 'string', { format: 'country-code' }],
  ['postalAddress', 'Postal Address'],
  ['preferredLanguage', 'Preferred language', 'string', { format: 'language-code' }],
  ['locale', 'Locale', 'string', { format: 'locale' }],
  ['timezone', 'Time zone', 'string', { format: 'timezone' }],
  ['userType', 'User type'],
  ['employeeNumber', 'Employee number'],
  ['costCenter', 'Cost center'],
  ['organization', 'Organization'],
  ['division', 'Division'],
  ['department', 'Department'],
  ['managerId', 'ManagerId'],
  ['manager', 'Manager'],
];

/** The `#base` part of a user schema. */
export function baseAttributes(): Record<string, Json> {
  return Object.fromEntries(base.map(([name, title, type = 'string', more = {}]) => [name, attribute(name, title, type, more)]));
}

function attribute(name: string, title: string, type: string, more: Json): Json {
  const isOwn = ['secondEmail', 'mobilePhone'].includes(name);
  return {
    title,
    type,
    ...more,
    mutability: 'READ_WRITE',
    scope: 'NONE',
    permissions: [{ principal: 'SELF', action: isOwn ? 'READ_WRITE' : 'READ_ONLY' }],
    master: { type: 'PROFILE_MASTER' },
  };
}

/** All attributes people of a type may have, by name: the base ones and the custom ones. */
export function userAttributes(state: OktaState, typeId: string): Json {
  const body = state.documents.get(`userSchemas:${typeId}`)?.body;
  return { ...known, ...asObject(dig(body, 'definitions', 'custom', 'properties')) };
}

const known = baseAttributes();
