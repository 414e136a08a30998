import { createHash, pbkdf2Sync } from 'node:crypto';
import { isSame } from '../../../kit/secrets.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaState, OktaUser, Password } from '../../state.ts';
import { asObject, dig, type Json } from '../json.ts';

/** Whether this is the person's password; a hash that Node cannot compute (bcrypt) fits nothing. */
export function fitsPassword(user: Readonly<OktaUser>, given: string): boolean {
  const { password } = user;
  if (password === undefined || password.kind === 'hook' || given === '') return false;
  return password.kind === 'plain' ? isSame(given, password.value) : fitsHash(password, given);
}

const digests: Record<string, string> = { 'SHA-512': 'sha512', 'SHA-256': 'sha256', 'SHA-1': 'sha1', MD5: 'md5' };

function fitsHash(hash: Password & { kind: 'hash' }, given: string): boolean {
  const expected = Buffer.from(hash.value, 'base64').toString('base64');
  const salt = Buffer.from(hash.salt ?? '', 'base64');
  if (hash.algorithm === 'PBKDF2') {
    const digest = hash.digest === 'SHA512_HMAC' ? 'sha512' : 'sha256';
    return isSame(
      pbkdf2Sync(given, salt, Math.min(hash.rounds ?? 4096, 200_000), hash.keySize ?? 32, digest).toString('base64'),
      expected,
    );
  }
  const digest = digests[hash.algorithm];
  if (digest === undefined) return false;
  const parts = hash.saltOrder === 'POSTFIX' ? [Buffer.from(given), salt] : [salt, Buffer.from(given)];
  return isSame(createHash(digest).update(Buffer.concat(parts)).digest('base64'), expected);
}

/** The password of a document: in plain, as a hash, or to be asked from a hook. Throws `OktaRefusal` 400. */
export function readPassword(state: OktaState, given: unknown, login: string): Password | undefined {
  const password = asObject(given);
  if (typeof password.value === 'string') {
    checkPassword(state, password.value, login);
    return { kind: 'plain', value: password.value };
  }
  if (password.hook !== undefined) return { kind: 'hook' };
  return password.hash === undefined ? undefined : readHash(asObject(password.hash));
}

function readHash(hash: Json): Password {
  const { algorithm, value, salt } = hash;
  const known = algorithm === 'BCRYPT' || algorithm === 'PBKDF2' || Object.hasOwn(digests, String(algorithm));
  if (!known || typeof value !== 'string') throw invalid('passwordHash', 'passwordHash: The password hash is not valid.');
  return {
    kind: 'hash',
    algorithm: String(algorithm),
    value,
    ...(typeof salt === 'string' ? { salt } : {}),
    ...(typeof hash.saltOrder === 'string' ? { saltOrder: hash.saltOrder } : {}),
    ...(typeof hash.iterationCount === 'number' ? { rounds: hash.iterationCount } : {}),
    ...(typeof hash.keySize === 'number' ? { keySize: hash.keySize } : {}),
    ...(typeof hash.digestAlgorithm === 'string' ? { digest: hash.digestAlgorithm } : {}),
  };
}

interface Complexity {
  minLength: number;
  minLowerCase: number;
  minUpperCase: number;
  minNumber: number;
  minSymbol: number;
  excludeUsername: boolean;
}

function complexityOf(state: OktaState): Complexity {
  const policy = state.documents.by('kind', 'policies').find(doc => doc.body.type === 'PASSWORD');
  const given = asObject(dig(policy?.body, 'settings', 'password', 'complexity'));
  const base = { minLength: 8, minLowerCase: 1, minUpperCase: 1, minNumber: 1, minSymbol: 0, excludeUsername: true };
  return { ...base, ...given };
}

/** What the org's password policy demands, in Okta's words. */
function requirementsOf(rules: Complexity): string {
  const wishes = [
    `at least ${rules.minLength} characters`,
    ...(rules.minLowerCase > 0 ? ['a lowercase letter'] : []),
    ...(rules.minUpperCase > 0 ? ['an uppercase letter'] : []),
    ...(rules.minNumber > 0 ? ['a number'] : []),
    ...(rules.minSymbol > 0 ? ['a symbol'] : []),
    ...(rules.excludeUsername ? ['no parts of your username'] : []),
  ];
  return `Password requirements: ${wishes.join(', ')}. Your password cannot be any of your last 4 passwords.`;
}

/** Throws `OktaRefusal` 400 E0000001 for a password that the policy does not allow. */
export function checkPassword(state: OktaState, password: string, login: string): void {
  const rules = complexityOf(state);
  const count = (pattern: RegExp) => (password.match(pattern) ?? []).length;
  const isGood =
    password.length >= rules.minLength &&
    password.length <= 72 &&
    count(/[a-z]/g) >= rules.minLowerCase &&
    count(/[A-Z]/g) >= rules.minUpperCase &&
    count(/\d/g) >= rules.minNumber &&
    count(/[^A-Za-z0-9]/g) >= rules.minSymbol &&
    !(rules.excludeUsername && holdsLogin(password, login));
  if (!isGood) throw invalid('password', `password: Password requirements were not met. ${requirementsOf(rules)}`);
}

function holdsLogin(password: string, login: string): boolean {
  const parts = login
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(part => part.length >= 4);
  return parts.some(part => password.toLowerCase().includes(part));
}

/** A new password for somebody: not one of the last four. Throws `OktaRefusal`. */
export function checkNewPassword(state: OktaState, user: Readonly<OktaUser>, password: string): void {
  checkPassword(state, password, user.profile.login);
  const isOld = fitsPassword(user, password) || user.oldPasswords.includes(password);
  if (isOld) {
    throw new OktaRefusal(403, 'E0000014', 'Update of credentials failed', ['Password has been used too recently']);
  }
}

/** Puts a new password in place of the old one. */
export function putPassword(user: OktaUser, password: Password, now: number): void {
  if (user.password?.kind === 'plain') user.oldPasswords = [user.password.value, ...user.oldPasswords].slice(0, 4);
  user.password = password;
  user.passwordChanged = now;
  user.lastUpdated = now;
}
