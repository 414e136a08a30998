import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import type { Json } from '../json.ts';
import { defaultPages } from './default-pages.ts';

const path = '/api/v1/brands/:id/pages';

/** What a brand's pages are before and after they are changed (Okta docs, Custom Pages). */
export const pageOperations: Operation<OktaState>[] = [
  ...(['error', 'sign-in'] as const).flatMap(page => [
    managed({
      name: `brands.${page}-page`,
      method: 'GET',
      path: `${path}/${page}`,
      label: 'docs',
      run: call => json(root(call, page)),
    }),
    managed({
      name: `brands.default-${page}-page`,
      method: 'GET',
      path: `${path}/${page}/default`,
      label: 'docs',
      run: call => {
        demandBrand(call);
        return json(defaultPages[page]);
      },
    }),
  ]),
  managed({
    name: 'brands.widget-versions',
    method: 'GET',
    path: `${path}/sign-in/widget-versions`,
    label: 'docs',
    run: call => {
      demandBrand(call);
      return json(widgetVersions);
    },
  }),
];

const minors = (major: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, step) => `${major}.${from + step}`);

/** Recordings of a real org. */
const widgetVersions = [...minors(5, 11, 16), '^5', ...minors(6, 0, 9), '^6', ...minors(7, 0, 38), '^7', '*'];

function demandBrand(call: OktaCall): string {
  const { id = '' } = call.params;
  if (!call.state.documents.has(`brands:${id}`)) throw notFound(id, 'Brand');
  return id;
}

/** A page with what it is made of, as far as `expand` asks. */
function root(call: OktaCall, page: 'error' | 'sign-in'): Json {
  const brand = demandBrand(call);
  const base = `${call.request.origin}/api/v1/brands/${brand}/pages/${page}`;
  const written = (version: string) => call.state.documents.get(`brandPages:${brand}.${page}.${version}`)?.body.page;
  const parts: Json = {
    default: defaultPages[page],
    customized: written('customized'),
    customizedUrl: call.request.origin,
    preview: written('preview'),
    previewUrl: `${call.request.origin}/login/preview`,
  };
  const wanted = call.request.query.getAll('expand').flatMap(text => text.split(','));
  const shown = Object.entries(parts).filter(([name, value]) => wanted.includes(name) && value !== undefined);
  const link = (version: string, ...allow: string[]) => ({ href: `${base}/${version}`, hints: { allow } });
  return {
    _embedded: Object.fromEntries(shown),
    _links: {
      self: { href: base, hints: { allow: ['GET'] } },
      default: link('default', 'GET'),
      customized: link('customized', 'GET', 'PUT', 'DELETE'),
      preview: link('preview', 'GET', 'PUT', 'DELETE'),
    },
  };
}
