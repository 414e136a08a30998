import { createHash, type KeyObject, sign } from 'node:crypto';
import type { SigningKey } from '../../../kit/secrets.ts';

/** One value in ASN.1 DER. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const set = (...parts: Buffer[]) => der(0x31, ...parts);
const text = (value: string) => der(0x0c, Buffer.from(value));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, (bytes[0] ?? 0) & 128 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

const rsaWithSha256 = sequence(oid('1.2.840.113549.1.1.11'), der(0x05));
const attributeIds: Record<string, string> = {
  countryName: '2.5.4.6',
  stateOrProvinceName: '2.5.4.8',
  localityName: '2.5.4.7',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  commonName: '2.5.4.3',
};

function nameOf(subject: Record<string, string>): Buffer {
  const parts = Object.entries(subject).filter(([key]) => Object.hasOwn(attributeIds, key));
  return sequence(...parts.map(([key, value]) => set(sequence(oid(attributeIds[key] ?? ''), text(value)))));
}

function signed(content: Buffer, key: KeyObject): Buffer {
  const signature = sign('sha256', content, key);
  return sequence(content, rsaWithSha256, der(0x03, Buffer.from([0]), signature));
}

const publicInfo = ({ publicKey }: SigningKey) => publicKey.export({ type: 'spki', format: 'der' });

function time(ms: number): Buffer {
  const compact = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(compact));
}

/** A self-signed X.509 certificate, in DER. Times are ms. */
export function selfSigned(key: SigningKey, commonName: string, from: number, until: number): Buffer {
  const name = nameOf({ countryName: 'US', organizationName: 'Okta', organizationalUnitName: 'SSOProvider', commonName });
  const serial = createHash('sha256').update(key.kid).digest().subarray(0, 6);
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from([1, ...serial])),
    rsaWithSha256,
    name,
    sequence(time(from), time(until)),
    name,
    publicInfo(key),
  );
  return signed(content, key.privateKey);
}

/** A PKCS #10 request for a certificate, in DER. */
export function signingRequest(key: SigningKey, subject: Record<string, string>, dnsNames: string[]): Buffer {
  const names = sequence(...dnsNames.map(name => der(0x82, Buffer.from(name))));
  const extension = sequence(sequence(oid('2.5.29.17'), der(0x04, names)));
  const attributes = dnsNames.length === 0 ? der(0xa0) : der(0xa0, sequence(oid('1.2.840.113549.1.9.14'), set(extension)));
  return signed(sequence(integer(Buffer.from([0])), nameOf(subject), publicInfo(key), attributes), key.privateKey);
}

/** The thumbprint that stands as `x5t#S256`. */
export function thumbprint(certificate: Buffer): string {
  return createHash('sha256').update(certificate).digest('base64url');
}
