import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { demand } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';
import { previewOf } from './email-defaults.ts';
import { addressOf, findTemplate, type Template } from './email-templates.ts';

const path = '/api/v1/brands/:brand/templates/email/:template/customizations';
const one = `${path}/:customization`;

/** Mails in a brand's own words, one per language (Okta docs, Custom Email Templates). */
export const emailCustomizationOperations: Operation<OktaState>[] = [
  managed({ name: 'emailCustomizations.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'emailCustomizations.create', method: 'POST', path, label: 'docs', run: create }),
  managed({ name: 'emailCustomizations.delete-all', method: 'DELETE', path, label: 'docs', run: removeAll }),
  managed({
    name: 'emailCustomizations.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(shape(call, find(call))),
  }),
  managed({ name: 'emailCustomizations.replace', method: 'PUT', path: one, label: 'docs', run: replace }),
  managed({ name: 'emailCustomizations.delete', method: 'DELETE', path: one, label: 'docs', run: remove }),
  managed({ name: 'emailCustomizations.preview', method: 'GET', path: `${one}/preview`, label: 'docs', run: preview }),
];

const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

function allOf(call: OktaCall, { brand, name }: Template): Readonly<Doc>[] {
  return call.state.documents.by('parent', `emailCustomizations:${brand}.${name}`);
}

function find(call: OktaCall): Readonly<Doc> {
  const id = call.params.customization ?? '';
  const found = allOf(call, findTemplate(call)).find(doc => doc.id === id);
  if (found === undefined) throw notFound(id, 'EmailCustomization');
  return found;
}

function linksOf(call: OktaCall, id: string): Json {
  const base = addressOf(call, findTemplate(call));
  return { template: link(base, 'GET'), test: link(`${base}/test`, 'POST'), base: `${base}/customizations/${id}` };
}

/** Key set and order after recordings of a real org. */
function shape(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const { subject, body: text, language, isDefault, created, lastUpdated } = body;
  const { base, template, test } = linksOf(call, id);
  const _links = {
    preview: link(`${String(base)}/preview`, 'GET'),
    template,
    self: link(String(base), 'GET', 'PUT', 'DELETE'),
    test,
  };
  return { subject, body: text, id, language, isDefault, created, lastUpdated, _links };
}

function list(call: OktaCall): Answer {
  const template = findTemplate(call);
  const page = {
    list: `emailCustomizations ${template.brand} ${template.name}`,
    limit: 20,
    most: 200,
    shape: (doc: Readonly<Doc>) => shape(call, doc),
  };
  return pageByPlace(call, page, allOf(call, template));
}

const conflict = (code: string, text: string) => new OktaRefusal(409, code, text);

/** Throws `OktaRefusal` 400 for what is missing, 409 for a language that there is. */
function readCustomization(call: OktaCall, others: Readonly<Doc>[]): Json {
  const given = readBody(call);
  demand(given, 'subject', 'body', 'language');
  if (others.some(doc => doc.body.language === given.language))
    throw conflict('E0000183', 'An email template customization for that language already exists.');
  if (given.isDefault === true && others.some(doc => doc.body.isDefault === true))
    throw conflict('E0000182', 'A default email template customization already exists.');
  return { subject: given.subject, body: given.body, language: given.language, isDefault: given.isDefault === true };
}

/** The first one of a mail is its default, whatever it says (recordings of a real org). */
function create(call: OktaCall): Answer {
  const template = findTemplate(call);
  const others = allOf(call, template);
  const body = readCustomization(call, others);
  const doc = addDocument(
    call,
    'emailCustomizations',
    'oel',
    { ...body, isDefault: others.length === 0 },
    `${template.brand}.${template.name}`,
  );
  return json(shape(call, doc), 201);
}

function replace(call: OktaCall): Answer {
  const doc = find(call);
  const others = allOf(call, findTemplate(call)).filter(other => other.id !== doc.id);
  const next = readCustomization(call, others);
  if (doc.body.isDefault === true && next.isDefault === false)
    throw conflict('E0000185', "The isDefault parameter of the default email template customization can't be set to false.");
  return json(shape(call, writeDocument(call, doc, { ...doc.body, ...next })));
}

/** The default goes last. */
function remove(call: OktaCall): Answer {
  const doc = find(call);
  if (doc.body.isDefault === true && allOf(call, findTemplate(call)).length > 1)
    throw conflict('E0000184', "A default email template customization can't be deleted.");
  call.state.documents.delete(`emailCustomizations:${doc.id}`);
  return empty();
}

function removeAll(call: OktaCall): Answer {
  for (const { id } of allOf(call, findTemplate(call))) call.state.documents.delete(`emailCustomizations:${id}`);
  return empty();
}

function preview(call: OktaCall): Answer {
  const doc = find(call);
  const { base, template, test } = linksOf(call, doc.id);
  const { companyName } = call.state.org;
  const _links = {
    template,
    self: link(`${String(base)}/preview`, 'GET'),
    test,
    contentSource: link(String(base), 'GET', 'PUT', 'DELETE'),
  };
  const [subject, body] = [String(doc.body.subject), String(doc.body.body)];
  return json({ subject: previewOf(subject, companyName), body: previewOf(body, companyName), _links });
}
