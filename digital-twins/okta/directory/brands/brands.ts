import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { defaultTheme } from '../defaults/rest.ts';
import { content, demand } from '../documents/demand.ts';
import { addDocument, findDoc, hrefOf, type Resource, resourceOperations, writeDocument } from '../documents/resource.ts';
import { domainShape } from '../domains/domains.ts';
import type { Json } from '../json.ts';

const path = '/api/v1/brands';

const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

const brands: Resource = {
  kind: 'brands',
  path,
  noun: 'Brand',
  prefix: 'bnd',
  label: 'recorded',
  createStatus: 201,
  updates: { methods: 'PUT', mode: 'merge' },
  create: (call, given) => {
    demand(given, 'name');
    refuseDouble(call, given);
    const defaultApp = { appInstanceId: null, appLinkName: null, classicApplicationUri: null };
    return {
      name: given.name,
      removePoweredByOkta: false,
      customPrivacyPolicyUrl: null,
      agreeToCustomPrivacyPolicy: false,
      isDefault: false,
      defaultApp,
    };
  },
  update: (call, given, { id, body }) => {
    refuseDouble(call, given, id);
    const asksConsent =
      given.customPrivacyPolicyUrl !== undefined &&
      given.customPrivacyPolicyUrl !== null &&
      given.customPrivacyPolicyUrl !== body.customPrivacyPolicyUrl;
    if (asksConsent && given.agreeToCustomPrivacyPolicy !== true)
      throw invalid(
        'agreeToCustomPrivacyPolicy',
        'agreeToCustomPrivacyPolicy: Must be true to change the custom privacy policy.',
      );
    return { ...body, ...content(given), isDefault: body.isDefault };
  },
  mayDelete: (call, { id, body }) => {
    if (call.state.documents.by('kind', 'domains').some(domain => domain.body.brandId === id))
      throw new OktaRefusal(409, 'E0000201', 'A brand associated with a domain cannot be deleted');
    if (body.isDefault === true) throw new OktaRefusal(409, 'E0000200', 'A default brand cannot be deleted');
  },
  after: (call, verb, { id }) => {
    if (verb === 'create') addDocument(call, 'themes', 'the', { ...defaultTheme }, id);
    if (verb === 'delete')
      for (const theme of call.state.documents.by('parent', `themes:${id}`)) call.state.documents.delete(`themes:${theme.id}`);
  },
  shape: (call, doc) => {
    const { created, lastUpdated, ...shown } = doc.body;
    const self = hrefOf(call, brands, doc);
    return { ...shown, _links: { themes: link(`${self}/themes`, 'GET'), self: link(self, 'GET', 'PUT', 'DELETE') } };
  },
};

function refuseDouble(call: OktaCall, given: Json, selfId?: string): void {
  const other = call.state.documents.by('kind', 'brands').find(doc => doc.id !== selfId && doc.body.name === given.name);
  if (other !== undefined) throw new OktaRefusal(409, 'E0000202', 'Brand name already exists.');
}

const themes: Resource = {
  kind: 'themes',
  path: `${path}/:parent/themes`,
  noun: 'Theme',
  prefix: 'the',
  label: 'recorded',
  canDelete: false,
  parent: (call, id) => void findDoc({ ...call, params: {} }, brands, id),
  update: (_call, given, { body }) => {
    demand(given, 'primaryColorHex', 'secondaryColorHex', 'signInPageTouchPointVariant');
    return { ...body, ...content(given) };
  },
  shape: themeShape,
};

function themeShape(call: OktaCall, doc: Readonly<Doc>): Json {
  const { created, lastUpdated, id, ...shown } = doc.body;
  const self = hrefOf(call, themes, doc);
  const { origin } = call.request;
  return {
    id,
    logo: `${origin}/assets/img/logos/okta-logo.png`,
    favicon: `${origin}/favicon.ico`,
    ...shown,
    _links: {
      favicon: link(`${self}/favicon`, 'POST', 'DELETE'),
      self: link(self, 'GET', 'PUT'),
      logo: link(`${self}/logo`, 'POST', 'DELETE'),
      'background-image': link(`${self}/background-image`, 'POST', 'DELETE'),
    },
  };
}

export const brandOperations: Operation<OktaState>[] = [
  ...resourceOperations(brands),
  ...resourceOperations(themes),
  managed({ name: 'brands.domains', method: 'GET', path: `${path}/:id/domains`, label: 'recorded', run: domains }),
  managed({ name: 'brands.pages', method: 'GET', path: `${path}/:id/pages/:page/:version`, label: 'recorded', run: readPage }),
  managed({
    name: 'brands.write-page',
    method: 'PUT',
    path: `${path}/:id/pages/:page/:version`,
    label: 'recorded',
    run: writePage,
  }),
  managed({
    name: 'brands.delete-page',
    method: 'DELETE',
    path: `${path}/:id/pages/:page/:version`,
    label: 'recorded',
    run: deletePage,
  }),
];

function domains(call: OktaCall): Answer {
  findDoc(call, brands);
  const own = call.state.documents.by('kind', 'domains').filter(doc => doc.body.brandId === call.params.id);
  return json({ domains: own.map(doc => domainShape(call, doc)) });
}

/** Pages that can be written: the sign-in, error and sign-out page, in use or as a preview. */
function pageKey(call: OktaCall): string {
  const doc = findDoc(call, brands);
  const { page = '', version = '' } = call.params;
  const isKnown = ['sign-in', 'error', 'sign-out'].includes(page) && ['customized', 'preview'].includes(version);
  if (!isKnown) throw new OktaRefusal(404, 'E0000022', 'The endpoint does not support the provided HTTP method');
  return `${doc.id}.${page}.${version}`;
}

function readPage(call: OktaCall): Answer {
  const key = pageKey(call);
  const doc = call.state.documents.get(`brandPages:${key}`);
  if (doc === undefined && call.params.page === 'sign-out') return json({ type: 'OKTA_DEFAULT' });
  if (doc === undefined) throw new OktaRefusal(404, 'E0000007', `Not found: Resource not found: ${call.params.page} (BrandPage)`);
  return json(doc.body.page);
}

function writePage(call: OktaCall): Answer {
  const key = pageKey(call);
  const page = readBody(call);
  const before = call.state.documents.get(`brandPages:${key}`);
  if (before === undefined) addDocument(call, 'brandPages', 'pag', { id: key, page });
  else writeDocument(call, before, { ...before.body, page });
  return json(page);
}

function deletePage(call: OktaCall): Answer {
  call.state.documents.delete(`brandPages:${pageKey(call)}`);
  return empty();
}
