import { adfToHtml } from '../adf/to-html.ts';
import { nameOf, schemaOf } from '../field/shape.ts';
import type { Change, Issue } from '../model/issue.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { fieldValue, wantedFields } from './fields.ts';

type Shape = Record<string, unknown>;

export interface IssueOptions {
  fields: readonly string[];
  expand?: readonly string[];
  properties?: readonly string[];
}

/** An issue with the fields that were asked for. `transitions`, `editmeta`, `operations` and `changelog` are for callers. */
export function issueShape(view: View, issue: Readonly<Issue>, { fields, expand = [], properties = [] }: IssueOptions): Shape {
  const ids = wantedFields(view, fields);
  const values = Object.fromEntries(ids.map(id => [id, fieldValue(view, issue, id)]).filter(([, value]) => value !== undefined));
  return {
    expand:
      'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations,customfield_10010.requestTypePractice',
    id: issue.id,
    self: `${api(view)}/issue/${issue.id}`,
    key: issue.key,
    ...(expand.includes('renderedFields') ? { renderedFields: renderedFields(view, issue, values) } : {}),
    ...(expand.includes('names') ? { names: namesOf(view, ids) } : {}),
    ...(expand.includes('schema') ? { schema: schemasOf(view, ids) } : {}),
    ...(expand.includes('versionedRepresentations')
      ? { versionedRepresentations: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { '1': value }])) }
      : {}),
    ...(properties.length === 0 ? {} : { properties: propertiesOf(view, issue, properties) }),
    ...(expand.includes('versionedRepresentations') ? {} : { fields: values }),
  };
}

export function namesOf(view: View, ids: readonly string[]): Shape {
  return Object.fromEntries(ids.map(id => [id, nameOf(view.state, id)]));
}

export function schemasOf(view: View, ids: readonly string[]): Shape {
  const found = ids.map(id => [id, schemaOf(view.state, id)] as const);
  return Object.fromEntries(found.filter(([, schema]) => schema !== undefined));
}

function propertiesOf(view: View, issue: Readonly<Issue>, wanted: readonly string[]): Shape {
  const all = view.state.properties.by('owner', `issue:${issue.id}`);
  const isWanted = (key: string) => (wanted.includes('*all') || wanted.includes(key)) && !wanted.includes(`-${key}`);
  return Object.fromEntries(all.filter(({ key }) => isWanted(key)).map(({ key, value }) => [key, value]));
}

const times = ['created', 'updated', 'resolutiondate', 'statuscategorychangedate', 'lastViewed'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a person reads: documents as HTML, times as `02/Mar/26 9:00 AM`; every other field is null. */
function renderedFields(view: View, issue: Readonly<Issue>, values: Shape): Shape {
  const rendered: Shape = Object.fromEntries(Object.keys(values).map(id => [id, null]));
  for (const id of times) if (typeof values[id] === 'string') rendered[id] = humanTime(Date.parse(values[id]));
  for (const id of ['description', 'environment'] as const) if (id in values) rendered[id] = adfToHtml(issue[id]);
  for (const [id, value] of Object.entries(issue.fields)) {
    if (id in values && view.state.customFields.get(id)?.kind === 'textarea')
      rendered[id] = adfToHtml(value as Issue['description']);
  }
  if ('comment' in values) rendered.comment = renderedComments(view, issue, values.comment as Shape);
  return rendered;
}

function renderedComments(view: View, _issue: Readonly<Issue>, page: Shape): Shape {
  const comments = (page.comments as Shape[]).map(comment => {
    const row = view.state.comments.get(String(comment.id));
    const time = (ms: number | undefined) => (ms === undefined ? null : humanTime(ms));
    return { ...comment, body: adfToHtml(row?.body ?? null), created: time(row?.created), updated: time(row?.updated) };
  });
  return { ...page, comments };
}

function humanTime(ms: number): string {
  const date = new Date(ms);
  const hour = date.getUTCHours();
  const minutes = String(date.getUTCMinutes()).padStart(2, '0');
  const day = `${String(date.getUTCDate()).padStart(2, '0')}/${months[date.getUTCMonth()]}/${String(date.getUTCFullYear()).slice(2)}`;
  return `${day} ${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}

export function changeShape(view: View, change: Readonly<Change>): Shape {
  return {
    id: change.id,
    author: userOrNull(view, change.author),
    created: jiraTime(change.at),
    items: change.items.map(({ custom, ...item }) => ({ ...item, fieldtype: custom ? 'custom' : 'jira' })),
  };
}
