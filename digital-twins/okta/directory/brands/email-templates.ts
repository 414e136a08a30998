import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { demandOneOf } from '../documents/demand.ts';
import type { Json } from '../json.ts';
import { writeSettings } from '../settings/settings.ts';
import { bodyOf, defaultMails, previewOf } from './email-defaults.ts';

const path = '/api/v1/brands/:brand/templates/email';
const one = `${path}/:template`;

/** Okta's mails and how each brand sends them (Okta docs, Custom Email Templates). */
export const emailTemplateOperations: Operation<OktaState>[] = [
  managed({ name: 'emailTemplates.list', method: 'GET', path, label: 'docs', run: list }),
  managed({
    name: 'emailTemplates.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(shape(call, findTemplate(call))),
  }),
  managed({ name: 'emailTemplates.default', method: 'GET', path: `${one}/default-content`, label: 'docs', run: content }),
  managed({ name: 'emailTemplates.preview', method: 'GET', path: `${one}/default-content/preview`, label: 'docs', run: preview }),
  managed({
    name: 'emailTemplates.settings',
    method: 'GET',
    path: `${one}/settings`,
    label: 'docs',
    run: call => json(settings(call, findTemplate(call))),
  }),
  managed({ name: 'emailTemplates.replace-settings', method: 'PUT', path: `${one}/settings`, label: 'docs', run: setRecipients }),
  managed({ name: 'emailTemplates.test', method: 'POST', path: `${one}/test`, label: 'docs', run: sendTest }),
];

/** A mail of a brand. */
export interface Template {
  brand: string;
  name: string;
}

/** The template a path names. Throws `OktaRefusal` 404. */
export function findTemplate(call: OktaCall): Template {
  const { brand = '', template: name = '' } = call.params;
  demandBrand(call);
  if (!Object.hasOwn(defaultMails, name)) throw notFound(name, 'EmailTemplate');
  return { brand, name };
}

function demandBrand(call: OktaCall): void {
  const { brand = '' } = call.params;
  if (!call.state.documents.has(`brands:${brand}`)) throw notFound(brand, 'Brand');
}

const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

/** Where a template is found. */
export function addressOf({ request: { origin } }: OktaCall, { brand, name }: Template): string {
  return `${origin}/api/v1/brands/${brand}/templates/email/${name}`;
}

/** Key order after recordings of a real org; `expand` shows its settings and how many customizations it has. */
function shape(call: OktaCall, template: Template): Json {
  const base = addressOf(call, template);
  const embedded = embeddedIn(call, template);
  return {
    name: template.name,
    ...(Object.keys(embedded).length === 0 ? {} : { _embedded: embedded }),
    _links: {
      self: link(base, 'GET'),
      settings: link(`${base}/settings`, 'GET', 'PUT'),
      defaultContent: link(`${base}/default-content`, 'GET'),
      test: link(`${base}/test`, 'POST'),
      customizations: link(`${base}/customizations`, 'GET', 'POST', 'DELETE'),
    },
  };
}

function embeddedIn(call: OktaCall, template: Template): Json {
  const wanted = call.request.query.getAll('expand').flatMap(text => text.split(','));
  const count = call.state.documents.keysBy('parent', `emailCustomizations:${template.brand}.${template.name}`).length;
  return {
    ...(wanted.includes('settings') ? { settings: settings(call, template) } : {}),
    ...(wanted.includes('customizationCount') ? { customizationCount: count } : {}),
  };
}

function list(call: OktaCall): Answer {
  demandBrand(call);
  const { brand = '' } = call.params;
  const page = { list: `emailTemplates ${brand}`, limit: 20, most: 200, shape: (name: string) => shape(call, { brand, name }) };
  return pageByPlace(call, page, Object.keys(defaultMails));
}

function content(call: OktaCall): Answer {
  const template = findTemplate(call);
  const base = addressOf(call, template);
  const mail = defaultMails[template.name];
  const links = {
    self: link(`${base}/default-content`, 'GET'),
    template: link(base, 'GET'),
    preview: link(`${base}/default-content/preview`, 'GET'),
    test: link(`${base}/test`, 'POST'),
  };
  return json({ subject: mail?.subject, body: mail === undefined ? '' : bodyOf(mail), _links: links });
}

function preview(call: OktaCall): Answer {
  const template = findTemplate(call);
  const base = addressOf(call, template);
  const mail = defaultMails[template.name] ?? { subject: '', text: '' };
  const { companyName } = call.state.org;
  const links = {
    self: link(`${base}/default-content/preview`, 'GET'),
    template: link(base, 'GET'),
    test: link(`${base}/test`, 'POST'),
    defaultContent: link(`${base}/default-content`, 'GET'),
  };
  return json({ subject: previewOf(mail.subject, companyName), body: previewOf(bodyOf(mail), companyName), _links: links });
}

function settings(call: OktaCall, template: Template): Json {
  const base = addressOf(call, template);
  const written = call.state.documents.get(`settings:mail.${template.brand}.${template.name}`);
  const links = { self: link(`${base}/settings`, 'GET', 'PUT'), template: link(base, 'GET') };
  return { recipients: written?.body.recipients ?? 'ALL_USERS', _links: links };
}

function setRecipients(call: OktaCall): Answer {
  const template = findTemplate(call);
  const given = readBody(call);
  demandOneOf(given, 'recipients', ['ALL_USERS', 'ADMINS_ONLY', 'NO_USERS']);
  writeSettings(call, `mail.${template.brand}.${template.name}`, { recipients: given.recipients });
  return json(settings(call, template));
}

/** The mail goes to the admin who asks: a twin has no mail boxes, so nothing of it is seen. */
function sendTest(call: OktaCall): Answer {
  findTemplate(call);
  return empty();
}
