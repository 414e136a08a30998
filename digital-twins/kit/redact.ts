const secretKey =
  /^(authorization|password|passcode|passphrase|client_?secret|client_assertion|api_?token|token|access_?token|refresh_?token|id_?token(_hint)?|session_?token|state_?token|code|code_verifier|cookie|assertion|secret)$/i;
const secretText = /xox[a-z]-[\w-]+|xapp-[\w-]+|SSWS\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** A copy of `value` in which everything that opens a door is replaced by `[redacted]`. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactEntry(key, inner)]));
}

function redactEntry(key: string, inner: unknown): unknown {
  return secretKey.test(key) ? hide(inner) : redact(inner);
}

/** Okta's `password: { value }`: everything under a secret's name is secret. */
function hide(value: unknown): unknown {
  if (typeof value === 'string') return '[redacted]';
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
}

export function redactText(text: string): string {
  return text.replace(secretText, '[redacted]');
}

/** An address without the secrets that redirects carry. */
export function redactLocation(location: string): string {
  return redactText(location).replace(/([?&#](?:code|id_token|access_token|id_token_hint|token)=)[^&#]*/g, '$1[redacted]');
}
