import type { OktaCall } from '../../operation.ts';
import type { Factor } from '../../state.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';

/** A factor as the management API shows it; an authenticator app's secret only until it is activated. */
export function factorShape({ request: { origin } }: OktaCall, factor: Readonly<Factor>): Json {
  const base = `${origin}/api/v1/users/${factor.userId}/factors/${factor.id}`;
  const isPending = factor.status === 'PENDING_ACTIVATION';
  const user = { href: `${origin}/api/v1/users/${factor.userId}`, hints: { allow: ['GET'] } };
  const step = isPending
    ? { activate: { href: `${base}/lifecycle/activate`, hints: { allow: ['POST'] } } }
    : { verify: { href: `${base}/verify`, hints: { allow: ['POST'] } } };
  return {
    id: factor.id,
    factorType: factor.factorType,
    provider: factor.provider,
    vendorName: factor.vendorName,
    status: factor.status,
    created: iso(factor.created),
    lastUpdated: iso(factor.lastUpdated),
    ...(Object.keys(factor.profile).length === 0 ? {} : { profile: factor.profile }),
    _links: { self: { href: base, hints: { allow: ['GET', 'DELETE'] } }, ...step, user },
    ...(isPending ? activationOf(origin, factor, base) : {}),
  };
}

function activationOf(origin: string, factor: Readonly<Factor>, base: string): Json {
  const code = { href: `${base}/qr/${factor.id}`, type: 'image/png' };
  if (factor.factorType === 'token:software:totp') {
    return {
      _embedded: {
        activation: {
          timeStep: 30,
          sharedSecret: factor.secret,
          encoding: 'base32',
          keyLength: factor.provider === 'GOOGLE' ? 16 : 6,
          _links: { qrcode: code },
        },
      },
    };
  }
  if (factor.factorType !== 'push') return {};
  const poll = { href: `${base}/lifecycle/activate/poll`, hints: { allow: ['POST'] } };
  return {
    _embedded: {
      activation: {
        expiresAt: iso(factor.created + 600_000),
        factorResult: 'WAITING',
        _links: {
          qrcode: code,
          poll,
          send: [
            { name: 'email', href: `${origin}/api/v1/users/${factor.userId}/factors/${factor.id}/lifecycle/activate/email` },
          ],
        },
      },
    },
  };
}
