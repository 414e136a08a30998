/**
 * What a custom field holds on an issue (`issue.fields[id]`), by kind:
 * text, textarea (document), url: text or document; number: a number; date: `yyyy-MM-dd`; datetime: ms;
 * select, radio: an option id; multiselect, checkboxes: option ids; cascading: `[parent]` or `[parent, child]` option ids;
 * user: an account id; users: account ids; group: a group id; groups: group ids; labels: texts; project: a project id;
 * version: a version id; versions: version ids. A field that is empty is not there. Rank and sprint stand on the issue itself.
 */
export type FieldKind =
  | 'text'
  | 'textarea'
  | 'url'
  | 'number'
  | 'date'
  | 'datetime'
  | 'select'
  | 'multiselect'
  | 'cascading'
  | 'user'
  | 'users'
  | 'group'
  | 'groups'
  | 'labels'
  | 'project'
  | 'version'
  | 'versions'
  | 'rank'
  | 'sprint';

export interface CustomField {
  /** `customfield_10050`. */
  id: string;
  name: string;
  description: string;
  /** `com.atlassian.jira.plugin.system.customfieldtypes:select` and the like. */
  type: string;
  kind: FieldKind;
  searcherKey: string;
  /** When it was put into the trash, and by whom. */
  trashed: { at: number; by: string } | null;
}

export interface FieldContext {
  id: string;
  fieldId: string;
  name: string;
  description: string;
  /** Empty = all. */
  projectIds: string[];
  issueTypeIds: string[];
  /** The value new issues have, as the API writes it. */
  defaultValue: Record<string, unknown> | null;
}

export interface FieldOption {
  id: string;
  fieldId: string;
  contextId: string;
  value: string;
  disabled: boolean;
  /** The option it belongs under in a cascading field. */
  parentId: string | null;
  sequence: number;
}
