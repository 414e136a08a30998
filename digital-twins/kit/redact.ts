import { parseJson } from './parse-json.ts';

/** Names, in small letters and without `_` and `-`, under which something stands that opens a door. */
const secretNames = new Set([
  'activationurl',
  'answer',
  'assertion',
  'authorization',
  'authscheme',
  'clientassertion',
  'code',
  'codeverifier',
  'cookie',
  'devicecode',
  'idtokenhint',
  'interactioncode',
  'interactionhandle',
  'jwt',
  'passcode',
  'passphrase',
  'privatekey',
  'requesturi',
  'resetpasswordurl',
  'responseurl',
  'statehandle',
  'ticket',
  'triggerid',
  'uploadurl',
]);

const secretText =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=\bSSWS\s)\s*\S+|(?<=\b(?:Bearer|Basic|DPoP)\s)(?=\S*\d)[\w~+/.=-]{12,}|eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** What stands in a path before a secret: webhooks, addresses to answer at, uploads, and links that were mailed. */
const secretPath =
  /(\/services\/[^/\s"]+\/[^/\s"]+\/|\/(?:commands|actions)\/[^/\s"]+\/[^/\s"]+\/|\/upload\/v1\/|\/(?:welcome|reset_password)\/|\/slack-files\.com\/\w+-\w+-)[\w.~-]+/g;
const secretLogin = /:\/\/[^/\s@"]*@/g;
const parameter = /([?&#]([\w-]{1,40})=)[^&#\s"'<>\\]+/g;

/** Whether a name says that a secret stands under it. Places in a list are called tokens too, and are none. */
function isSecretName(name: string): boolean {
  const word = name.replace(/[_-]/g, '').toLowerCase();
  if (word.endsWith('pagetoken')) return false;
  return secretNames.has(word) || /(password|secret|token)$/.test(word);
}

/** A copy of `value` in which everything that opens a door is replaced by `[redacted]`. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactString(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  const isNamedSecret = 'name' in value && typeof value.name === 'string' && isSecretName(value.name);
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    isNamedSecret && key === 'value' ? hide(inner) : redactEntry(key, inner),
  ]);
  return Object.fromEntries(entries);
}

function redactEntry(key: string, inner: unknown): unknown {
  if (!isSecretName(key)) return redact(inner);
  // A code that is a number is one of errors; any other may have been typed.
  return typeof inner === 'number' && key !== 'code' ? '[redacted]' : hide(inner);
}

/** Okta's `password: { value }`: everything under a secret's name is secret. */
function hide(value: unknown): unknown {
  if (typeof value === 'string') return '[redacted]';
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
}

/** Slack sends JSON as text in a field of a form. */
function redactString(text: string): string {
  if (!/^\s*[[{]/.test(text)) return redactText(text);
  try {
    const value = parseJson(text);
    const clean = redact(value);
    return JSON.stringify(clean) === JSON.stringify(value) ? text : JSON.stringify(clean);
  } catch {
    return redactText(text);
  }
}

/** A text, such as an address, without the secrets in it. */
export function redactText(text: string): string {
  return text
    .replace(secretText, '[redacted]')
    .replace(secretPath, '$1[redacted]')
    .replace(secretLogin, '://[redacted]@')
    .replace(parameter, (whole, before: string, name: string) => (isSecretName(name) ? `${before}[redacted]` : whole));
}
