import type { JqlContext } from '../context.ts';
import { JqlError } from '../syntax/jql-error.ts';
import type { FieldName } from '../syntax/query.ts';
import { choiceFields } from './choice-fields.ts';
import { customField, findCustomField } from './custom-fields.ts';
import type { Field } from './field.ts';
import { issueFields } from './issue-fields.ts';
import { peopleFields } from './people-fields.ts';
import { placeFields } from './place-fields.ts';
import { numberFields, textFields, timeFields } from './plain-fields.ts';
import { propertyField } from './property-field.ts';
import { rankField } from './rank-field.ts';

const makers: Record<string, (context: JqlContext) => Field> = {
  ...peopleFields,
  ...placeFields,
  ...issueFields,
  ...choiceFields,
  ...textFields,
  ...timeFields,
  ...numberFields,
  rank: rankField,
};

/** Other names of the same fields (Jira docs, "JQL fields"). */
const aliases: Record<string, string> = {
  key: 'issuekey',
  issue: 'issuekey',
  id: 'issuekey',
  workitem: 'issuekey',
  workitemkey: 'issuekey',
  type: 'issuetype',
  worktype: 'issuetype',
  affectsversion: 'affectedversion',
  createddate: 'created',
  updateddate: 'updated',
  resolutiondate: 'resolved',
  duedate: 'due',
  statuscategorychangedate: 'statuscategorychangeddate',
  timeoriginalestimate: 'originalestimate',
  timeestimate: 'remainingestimate',
  watches: 'watchers',
  'parent link': 'parent',
  parentepic: 'parent',
  projectcategory: 'category',
  worklogauthor: 'worklogauthor',
  workitemlinktype: 'issuelinktype',
  workitemlink: 'issuelink',
  attachment: 'attachments',
  component: 'component',
  components: 'component',
  fixversions: 'fixversion',
};

/** The names the editor offers, with the names that mean the same. */
export const systemFieldNames: readonly string[] = Object.keys(makers);

/** A field by the name a query gives it. Throws `JqlError` for one that is not there. */
export function findField(context: JqlContext, given: FieldName): Field {
  if (given.property !== undefined) return propertyField(context, given);
  const lower = given.name.toLowerCase();
  const name = Object.hasOwn(aliases, lower) ? (aliases[lower] ?? lower) : lower;
  const maker = given.customId === undefined && Object.hasOwn(makers, name) ? makers[name] : undefined;
  // Errors name the field as the query does.
  if (maker !== undefined) return { ...maker(context), name: given.name };
  const custom = findCustomField(context, given.name, given.customId);
  if (custom === undefined) {
    throw new JqlError(`Field '${given.name}' does not exist or you do not have permission to view it.`);
  }
  return customField(context, custom, given.name);
}
