import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaState, OktaUser, Profile } from '../../state.ts';
import { asObject, type Json } from '../json.ts';
import { userAttributes } from '../schemas/user-attributes.ts';

const email = /^[^\s@"<>]{1,64}@[^\s@"<>]+\.[^\s@".<>]+$/;

/** A profile that a schema allows. Throws `OktaRefusal` 400 with a cause for each mistake. */
export function readProfile(state: OktaState, given: Json, typeId: string, self?: Readonly<OktaUser>): Profile {
  const profile: Json = { firstName: null, lastName: null, mobilePhone: null, ...given, secondEmail: given.secondEmail ?? null };
  const login = profile.login ?? profile.email;
  const mistakes = [...mistakesOf({ ...profile, login }), ...schemaMistakes(state, profile, typeId)];
  const [first] = mistakes;
  if (first !== undefined) throw invalid(first[0], ...mistakes.map(([field, text]) => `${field}: ${text}`));
  refuseUnknown(state, profile, typeId, self === undefined ? 'newUser' : 'updateUser');
  refuseDouble(state, String(login), self);
  const { login: _login, email: mail, ...rest } = profile;
  return { ...rest, login: String(login), email: String(mail) } as Profile;
}

type Mistake = [field: string, text: string];

const blank = 'The field cannot be left blank';

function mistakesOf({ login, email: mail, firstName, lastName }: Json): Mistake[] {
  const isBlank = (value: unknown) => value === undefined || value === null || value === '';
  const names = { firstName, lastName };
  return [
    ...(isBlank(login) ? [['login', blank] as Mistake] : []),
    ...(!isBlank(login) && !isEmail(login) ? [['login', 'Username must be in the form of an email address'] as Mistake] : []),
    ...(isBlank(mail) ? [['email', blank] as Mistake] : []),
    ...(!isBlank(mail) && !isEmail(mail) ? [['email', 'Does not match required pattern'] as Mistake] : []),
    ...Object.entries(names).flatMap(([name, value]): Mistake[] => (isBlank(value) ? [[name, blank]] : tooLong(name, value))),
  ];
}

function isEmail(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 100 && email.test(value);
}

function tooLong(name: string, value: unknown): Mistake[] {
  const fits = typeof value === 'string' && value.length <= 50;
  return fits ? [] : [[name, 'String is too long (maximum is 50 characters)']];
}

/** Attributes that have another type in the schema of the user's type. */
function schemaMistakes(state: OktaState, profile: Json, typeId: string): Mistake[] {
  const known = userAttributes(state, typeId);
  return Object.entries(profile).flatMap(([name, value]): Mistake[] => {
    const attribute = Object.hasOwn(known, name) ? asObject(known[name]) : undefined;
    if (attribute === undefined || value === null || value === undefined) return [];
    return hasType(value, attribute)
      ? enumMistake(name, value, attribute)
      : [[name, `The value is not of type ${String(attribute.type)}`]];
  });
}

/** Throws `OktaRefusal` 400 for an attribute that the schema does not have. */
function refuseUnknown(state: OktaState, profile: Json, typeId: string, object: string): void {
  const known = userAttributes(state, typeId);
  const unknown = Object.keys(profile).filter(name => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw invalid(object, ...unknown.map(name => `Property name '${name}' is not defined in profile`));
}

function hasType(value: unknown, { type }: Json): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object';
  return type === undefined || typeof value === type;
}

function enumMistake(name: string, value: unknown, attribute: Json): Mistake[] {
  const allowed = Array.isArray(attribute.enum) ? attribute.enum : undefined;
  return allowed === undefined || allowed.includes(value) ? [] : [[name, 'The value is not one of the allowed values']];
}

function refuseDouble(state: OktaState, login: string, self: Readonly<OktaUser> | undefined): void {
  const other = state.users.by('login', login.toLowerCase()).find(user => user.id !== self?.id);
  if (other === undefined) return;
  throw new OktaRefusal(400, 'E0000001', 'Api validation failed: login', [
    'login: An object with this field already exists in the current organization',
  ]);
}
