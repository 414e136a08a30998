import type { DescribedOperation } from '../../testing/openapi.ts';
import type { Asked } from '../../testing/steps/take-steps.ts';

/** Asks with an API token; as a client where clients ask, and with the token it got where that is shown. */
export function asker(origin: string, description: DescribedOperation[]): Asked {
  return {
    origin,
    description,
    headers: (_method, { pathname }, names) => {
      if (pathname.endsWith('/userinfo')) return { authorization: `Bearer ${names.get('access') ?? ''}` };
      const isClient = /\/v1\/(token|introspect|revoke|par|device\/authorize)$/.test(pathname);
      return isClient ? {} : { authorization: 'SSWS 00seed-okta-api-token' };
    },
  };
}
