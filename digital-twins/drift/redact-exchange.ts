import { redact, redactText } from '../kit/redact.ts';

/** Takes out of recorded traffic what must not lie on a disk: secrets, addresses of people, the name of the org. */
export interface Redactor {
  value(value: unknown): unknown;
  text(text: string): string;
}

/** The same address always becomes the same made-up one, so that what belongs together can still be seen. */
export function createRedactor(upstream: URL): Redactor {
  const people = new Map<string, string>();
  const hide = (email: string) => {
    const key = email.toLowerCase();
    const known = people.get(key) ?? `person-${people.size + 1}@redacted.example`;
    people.set(key, known);
    return known;
  };
  const text = (given: string) =>
    redactText(given)
      .replaceAll(upstream.host, 'upstream.example')
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, hide)
      .replace(/[\w.+-]+%40[\w-]+(?:\.[\w-]+)+/gi, email => encodeURIComponent(hide(decodeURIComponent(email))))
      .replace(/(\/services\/[^/]+\/[^/]+\/)[^/?\s"]+/g, '$1[redacted]');
  const value = (given: unknown): unknown => deep(redact(given), text);
  return { value, text };
}

function deep(value: unknown, text: (given: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map(one => deep(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, text)]));
}
