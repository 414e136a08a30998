import type { Json } from '../../directory/json.ts';
import type { Factor, OktaUser } from '../../state.ts';

/** A link that is posted to. */
export function link(href: string): Json {
  return { href, hints: { allow: ['POST'] } };
}

export function linkTo(origin: string, path: string): Json {
  return link(`${origin}${path}`);
}

/** A factor inside a sign-in; who it belongs to is shown in part only (Okta docs, factor object). */
export function factorShape(factor: Readonly<Factor>, origin: string): Json {
  const { id, factorType, provider, vendorName, profile } = factor;
  const verify = linkTo(origin, `/api/v1/authn/factors/${id}/verify`);
  return { id, factorType, provider, vendorName, profile: masked(profile), _links: { verify } };
}

function masked(profile: Json): Json {
  return Object.fromEntries(
    Object.entries(profile).map(([name, value]) => [name, typeof value === 'string' ? mask(name, value) : value]),
  );
}

function mask(name: string, value: string): string {
  if (name === 'phoneNumber') return `${value.slice(0, 2)} XXX-XXX-${value.slice(-4)}`;
  if (name !== 'email') return value;
  const [local = '', domain = ''] = value.split('@');
  return `${local.slice(0, 1)}...${local.slice(-1)}@${domain}`;
}

const kinds: [factorType: string, provider: string, vendorName: string][] = [
  ['email', 'OKTA', 'OKTA'],
  ['sms', 'OKTA', 'OKTA'],
  ['token:software:totp', 'GOOGLE', 'GOOGLE'],
  ['question', 'OKTA', 'OKTA'],
];

/** Factors somebody may set up while they sign in. */
export function enrollable(origin: string, user: Readonly<OktaUser> | undefined): Json[] {
  return kinds.map(([factorType, provider, vendorName]) => ({
    factorType,
    provider,
    vendorName,
    _links: {
      enroll: linkTo(origin, '/api/v1/authn/factors'),
      ...(factorType === 'question' && user !== undefined
        ? { questions: { href: `${origin}/api/v1/users/${user.id}/factors/questions`, hints: { allow: ['GET'] } } }
        : {}),
    },
    status: 'NOT_SETUP',
    enrollment: 'OPTIONAL',
  }));
}
