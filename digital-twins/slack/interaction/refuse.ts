import { type Answer, json, text } from '../../kit/answer.ts';
import type { Refusal } from '../../kit/plugin.ts';
import type { TwinRequest } from '../../kit/request.ts';

/** How Slack's addresses outside of the Web API refuse what the kit cannot let through; undefined = it is not one of them. */
export function refuseOutside(request: TwinRequest, refused: Refusal): Answer | undefined {
  const error = errorOf(refused);
  if (/^\/services(\/|$)/.test(request.path)) return { ...text(error.webhook, error.status), ok: false };
  if (/^\/(commands|actions|client)(\/|$)/.test(request.path)) {
    return { ...json({ ok: false, error: error.other }, error.status), ok: false };
  }
  return undefined;
}

function errorOf(refused: Refusal): { webhook: string; other: string; status: number } {
  switch (refused.reason) {
    case 'unknown-operation':
      return { webhook: 'no_team', other: 'not_found', status: 404 };
    case 'body-broken':
      return { webhook: 'invalid_payload', other: 'invalid_payload', status: 400 };
    case 'body-too-large':
      return { webhook: 'invalid_payload', other: 'request_too_large', status: 413 };
    case 'crashed':
      return { webhook: 'rollup_error', other: 'internal_error', status: 500 };
    default:
      return scripted(refused.status);
  }
}

function scripted(status: number): { webhook: string; other: string; status: number } {
  if (status === 429) return { webhook: 'rate_limited', other: 'ratelimited', status };
  return { webhook: 'rollup_error', other: status === 503 ? 'service_unavailable' : 'internal_error', status };
}
