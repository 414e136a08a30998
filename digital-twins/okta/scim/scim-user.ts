import type { Json } from '../directory/json.ts';
import type { OktaUser } from '../state.ts';

/** A person as SCIM has them (RFC 7643, section 4.1), with the attributes that Okta sends by default. */
export function scimUser({ profile, id }: Readonly<OktaUser>, userName: string, active: boolean): Json {
  const {
    firstName: givenName,
    lastName: familyName,
    middleName,
    email,
    displayName,
    title,
    mobilePhone,
    locale,
    department,
  } = profile;
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    name: { givenName, familyName, ...(middleName ? { middleName } : {}) },
    emails: [{ primary: true, value: email, type: 'work' }],
    ...(mobilePhone ? { phoneNumbers: [{ primary: true, value: mobilePhone, type: 'mobile' }] } : {}),
    displayName: displayName ?? `${givenName} ${familyName}`,
    ...(title ? { title } : {}),
    ...(department ? { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department } } : {}),
    locale: locale ?? 'en-US',
    externalId: id,
    groups: [],
    active,
  };
}

/** Switches a person on or off (RFC 7644, section 3.5.2), as Okta writes it. */
export function activePatch(active: boolean): Json {
  return patch([{ op: 'replace', value: { active } }]);
}

export function patch(operations: Json[]): Json {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}
