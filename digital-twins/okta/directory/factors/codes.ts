import { createHmac } from 'node:crypto';
import type { Secrets } from '../../../kit/secrets.ts';
import { isSame } from '../../../kit/secrets.ts';
import type { Factor } from '../../state.ts';

/** The code of every text message, call and mail, and one that every app shows: the twin sends nothing. */
export const fixedCode = '123456';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret for an authenticator app, in base32. */
export function newSecret(secrets: Secrets): string {
  const bytes = Buffer.from(secrets.token(16), 'base64url');
  return [...bytes].map(byte => alphabet[byte & 31]).join('');
}

/** Whether a code or an answer is right: the fixed code, the code of this half minute or of its neighbours, the answer. */
export function fitsCode(factor: Readonly<Factor>, given: string): boolean {
  if (given === '') return false;
  if (factor.factorType === 'question') return isSame(given.toLowerCase(), (factor.secret ?? '').toLowerCase());
  if (given === fixedCode) return true;
  if (factor.factorType !== 'token:software:totp' || factor.secret === undefined) return false;
  // The phone and the twin go by real time, whatever the org's clock says.
  const step = Math.floor(Date.now() / 30_000);
  return [step - 1, step, step + 1].some(one => isSame(given, timeCode(factor.secret ?? '', one)));
}

/** RFC 6238 with SHA-1 and six digits. */
function timeCode(secret: string, step: number): string {
  const bits = [...secret].map(character => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
