import { generateKeyPair, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** What a namespace mints and no other one accepts. Never part of a snapshot, never in the journal. */
export interface Secrets {
  /** An unguessable token, URL-safe. */
  token(bytes?: number): string;
  /** The signing key of a name, made on first use and kept for the life of the namespace. */
  signingKey(name: string): Promise<SigningKey>;
}

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function createSecrets(): Secrets {
  const keys = new Map<string, Promise<SigningKey>>();
  return {
    token: (bytes = 24) => randomBytes(bytes).toString('base64url'),
    signingKey: name => {
      const known = keys.get(name) ?? takeKey();
      keys.set(name, known);
      return known;
    },
  };
}

let spare: Promise<SigningKey> | undefined;

/** A key takes tens of ms to make, so the next one is made while this one is used. No key is ever given twice. */
function takeKey(): Promise<SigningKey> {
  const key = spare ?? makeKey();
  spare = makeKey();
  return key;
}

async function makeKey(): Promise<SigningKey> {
  const pair = await generate('rsa', { modulusLength: 2048 });
  return { kid: randomBytes(24).toString('base64url'), ...pair };
}

/** Compares two secrets in a time that does not tell how much of them agrees. */
export function isSame(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
