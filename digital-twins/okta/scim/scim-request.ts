import type { OutRequest, OutResult } from '../../kit/outbox.ts';
import { parseJson } from '../../kit/parse-json.ts';
import { asList, asObject, type Json } from '../directory/json.ts';
import type { OktaCall } from '../operation.ts';
import type { Provisioning } from '../state.ts';

/** ms that the product has to answer. */
const patience = 10_000;

/** Content type of SCIM (RFC 7644, section 8.1), with the charset that Okta sends. */
const scimType = 'application/scim+json; charset=utf-8';

/** One request to the product's SCIM server. */
interface ScimRequest {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: Json;
}

/** What the product said. */
export type ScimAnswer = { ok: true; status: number; body: Json } | { ok: false; status: number; reason: string };

/** Asks the product. Never throws: what it says, or why it says nothing, is the answer. */
export async function askProduct(
  call: OktaCall,
  { baseUrl, authorization }: Readonly<Provisioning>,
  asked: ScimRequest,
): Promise<ScimAnswer> {
  const out: OutRequest = {
    operation: `scim.${asked.name}`,
    method: asked.method,
    url: `${baseUrl}${asked.path}`,
    headers: {
      authorization,
      accept: 'application/scim+json',
      'user-agent': 'Okta SCIM Client 1.0.0',
      ...(asked.body === undefined ? {} : { 'content-type': scimType }),
    },
    body: asked.body === undefined ? '' : JSON.stringify(asked.body),
    timeoutMs: patience,
  };
  return read(await call.outbox.request(out));
}

function read(result: OutResult): ScimAnswer {
  if (result.kind === 'failed') return { ok: false, status: 0, reason: result.message };
  const { status } = result;
  const body = parse(result.body);
  if (status >= 200 && status < 300) return { ok: true, status, body };
  const detail = typeof body.detail === 'string' ? `: ${body.detail}` : '';
  return { ok: false, status, reason: `Error from the SCIM server: ${status}${detail}` };
}

function parse(text: string): Json {
  try {
    return asObject(parseJson(text));
  } catch {
    return {};
  }
}

/** What a list found (RFC 7644, section 3.4.2). */
export function foundIn(body: Json): Json[] {
  return asList(body.Resources).map(asObject);
}
