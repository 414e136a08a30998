import type { JiraCall } from '../../operation.ts';
import { createContext, type JqlContext } from '../context.ts';
import { longName } from '../fields/custom-fields.ts';
import type { Field, Thing } from '../fields/field.ts';
import { findField, systemFieldNames } from '../fields/fields.ts';
import { jqlFunctions } from '../functions/functions.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { listReservedWords } from '../syntax/reserved-words.ts';
import { inBold } from './bold.ts';

type Shape = Record<string, unknown>;

/** The Java types the editor knows things by (Jira docs, "JQL", autocompletedata). */
const javaTypes: Record<Thing, string> = {
  issue: 'com.atlassian.jira.issue.Issue',
  project: 'com.atlassian.jira.project.Project',
  category: 'com.atlassian.jira.project.ProjectCategory',
  user: 'com.atlassian.jira.user.ApplicationUser',
  group: 'com.atlassian.crowd.embedded.api.Group',
  version: 'com.atlassian.jira.project.version.Version',
  component: 'com.atlassian.jira.bc.project.component.ProjectComponent',
  type: 'com.atlassian.jira.issue.issuetype.IssueType',
  status: 'com.atlassian.jira.issue.status.Status',
  sprint: 'com.atlassian.greenhopper.service.sprint.Sprint',
  option: 'com.atlassian.jira.issue.customfields.option.Option',
  choice: 'java.lang.String',
};

const dateFunctions = [
  'now',
  'currentLogin',
  'lastLogin',
  'startOfDay',
  'startOfWeek',
  'startOfMonth',
  'startOfYear',
  'endOfDay',
  'endOfWeek',
  'endOfMonth',
  'endOfYear',
];

/** What an editor of queries has to know: fields, functions and reserved words. */
export function referenceData(call: JiraCall): Shape {
  const context = createContext(call.state, call.user, call.clock.now());
  const system = systemFieldNames.map(name => fieldData(findField(context, { name, raw: name })));
  const custom = [...call.state.customFields.values()].filter(field => field.trashed === null && field.kind !== 'rank');
  return {
    visibleFieldNames: [
      ...system,
      ...custom.map(field => {
        const id = field.id.replace('customfield_', '');
        const found = findField(context, { name: `cf[${id}]`, raw: '', customId: id });
        return {
          ...fieldData(found),
          value: JSON.stringify(field.name),
          displayName: `${field.name} - ${longName(field)}`,
          cfid: `cf[${id}]`,
        };
      }),
    ],
    visibleFunctionNames: [
      ...jqlFunctions.map(({ name, isList, gives }) => functionData(name, isList, javaTypes[gives])),
      ...dateFunctions.map(name => functionData(name, false, 'java.util.Date')),
    ],
    jqlReservedWords: listReservedWords(),
  };
}

function fieldData(field: Field): Shape {
  const isChoice = field.kind === 'choice';
  return {
    value: field.name,
    displayName: field.name,
    auto: String(isChoice && field.of !== 'issue'),
    orderable: String(field.sortKey !== undefined),
    searchable: String(field.operators.length > 0),
    operators: [...field.operators],
    types: [
      isChoice
        ? javaTypes[field.of]
        : field.kind === 'time'
          ? 'java.util.Date'
          : field.kind === 'number'
            ? 'java.lang.Number'
            : 'java.lang.String',
    ],
  };
}

function functionData(name: string, isList: boolean, type: string): Shape {
  return { value: `${name}()`, displayName: `${name}()`, ...(isList ? { isList: 'true' } : {}), types: [type] };
}

/** Values that begin as the text does, with the part that fits set in bold. */
export function suggestions(call: JiraCall): Shape[] {
  const { query } = call.request;
  const name = query.get('fieldName');
  if (name === null || name === '') return [];
  const context = createContext(call.state, call.user, call.clock.now());
  const wanted = (query.get('predicateName') === null ? query.get('fieldValue') : query.get('predicateValue')) ?? '';
  const values = query.get('predicateName') === 'by' ? peopleOf(context) : valuesOf(context, name);
  return values
    .filter(({ text }) => text.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, 15)
    .map(({ text, value }) => ({ value: quote(value), displayName: inBold(text, wanted) }));
}

interface Known {
  text: string;
  value: string;
}

function valuesOf(context: JqlContext, name: string): Known[] {
  try {
    const field = findField(context, { name, raw: name });
    if (field.kind !== 'choice') return [];
    return listOf(context, field.of, field.name.toLowerCase());
  } catch (error) {
    if (error instanceof JqlError) return [];
    throw error;
  }
}

const named = (rows: Iterable<Readonly<{ name: string }>>): Known[] => [...rows].map(({ name }) => ({ text: name, value: name }));

function peopleOf({ state }: JqlContext): Known[] {
  return [...state.users.values()].map(({ name, email, accountId }) => ({ text: `${name} - ${email}`, value: accountId }));
}

function listOf(context: JqlContext, of: Thing, field: string): Known[] {
  const { state, visible } = context;
  const seen = <Row extends { projectId: string }>(rows: Iterable<Row>) => [...rows].filter(row => visible.has(row.projectId));
  if (of === 'user') return peopleOf(context);
  if (of === 'project') return [...visible.values()].map(({ name, key }) => ({ text: `${name} (${key})`, value: name }));
  if (of === 'version') return named(seen(state.versions.values()));
  if (of === 'component') return named(seen(state.components.values()));
  if (of === 'group') return named(state.groups.values());
  if (of === 'type') return named(state.issueTypes.values());
  if (of === 'status') return named(state.statuses.values());
  if (of === 'sprint') return named(state.sprints.values());
  if (of === 'category') return named(state.entries.by('kind', 'projectCategory'));
  if (field === 'priority') return named(state.priorities.values());
  if (field === 'resolution') return [{ text: 'Unresolved', value: 'Unresolved' }, ...named(state.resolutions.values())];
  if (field === 'statuscategory') return named([{ name: 'To Do' }, { name: 'In Progress' }, { name: 'Done' }]);
  if (field === 'labels') return labelsOf(context);
  return [];
}

function labelsOf({ state, visible }: JqlContext): Known[] {
  const labels = [...state.issues.values()].filter(issue => visible.has(issue.projectId)).flatMap(issue => issue.labels);
  return named([...new Set(labels)].sort().map(name => ({ name })));
}

function quote(value: string): string {
  return /^[\w-]+$/.test(value) ? value : JSON.stringify(value);
}
