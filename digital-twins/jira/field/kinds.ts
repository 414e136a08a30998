import type { FieldKind } from '../model/field.ts';

/** What there is to say about a type of custom field. */
interface TypeFacts {
  kind: FieldKind;
  /** `type` and `items` of its JSON schema. */
  type: string;
  items?: string;
  searcher: string;
}

const prefix = 'com.atlassian.jira.plugin.system.customfieldtypes:';

const system: Record<string, TypeFacts> = {
  textfield: { kind: 'text', type: 'string', searcher: 'textsearcher' },
  readonlyfield: { kind: 'text', type: 'string', searcher: 'textsearcher' },
  textarea: { kind: 'textarea', type: 'string', searcher: 'textsearcher' },
  url: { kind: 'url', type: 'string', searcher: 'exacttextsearcher' },
  float: { kind: 'number', type: 'number', searcher: 'exactnumber' },
  datepicker: { kind: 'date', type: 'date', searcher: 'daterange' },
  datetime: { kind: 'datetime', type: 'datetime', searcher: 'datetimerange' },
  select: { kind: 'select', type: 'option', searcher: 'multiselectsearcher' },
  radiobuttons: { kind: 'select', type: 'option', searcher: 'multiselectsearcher' },
  multiselect: { kind: 'multiselect', type: 'array', items: 'option', searcher: 'multiselectsearcher' },
  multicheckboxes: { kind: 'multiselect', type: 'array', items: 'option', searcher: 'multiselectsearcher' },
  cascadingselect: { kind: 'cascading', type: 'option-with-child', searcher: 'cascadingselectsearcher' },
  userpicker: { kind: 'user', type: 'user', searcher: 'userpickergroupsearcher' },
  people: { kind: 'users', type: 'array', items: 'user', searcher: 'userpickergroupsearcher' },
  multiuserpicker: { kind: 'users', type: 'array', items: 'user', searcher: 'userpickergroupsearcher' },
  grouppicker: { kind: 'group', type: 'group', searcher: 'grouppickersearcher' },
  multigrouppicker: { kind: 'groups', type: 'array', items: 'group', searcher: 'grouppickersearcher' },
  labels: { kind: 'labels', type: 'array', items: 'string', searcher: 'labelsearcher' },
  project: { kind: 'project', type: 'project', searcher: 'projectsearcher' },
  version: { kind: 'version', type: 'version', searcher: 'versionsearcher' },
  multiversion: { kind: 'versions', type: 'array', items: 'version', searcher: 'versionsearcher' },
};

const software: Record<string, TypeFacts> = {
  'com.pyxis.greenhopper.jira:gh-lexo-rank': { kind: 'rank', type: 'any', searcher: 'gh-lexo-rank' },
  'com.pyxis.greenhopper.jira:gh-sprint': { kind: 'sprint', type: 'array', items: 'json', searcher: 'gh-sprint' },
  'com.pyxis.greenhopper.jira:jsw-story-points': { kind: 'number', type: 'number', searcher: 'exactnumber' },
};

/** All types a custom field can have, by their full keys. */
const customTypes: Readonly<Record<string, TypeFacts>> = {
  ...Object.fromEntries(Object.entries(system).map(([key, facts]) => [prefix + key, facts])),
  ...software,
};

export function typeFacts(type: string): TypeFacts | undefined {
  return Object.hasOwn(customTypes, type) ? customTypes[type] : undefined;
}

/** The full key of a type, given with or without its prefix; undefined for one that does not exist. */
export function fullType(name: string): string | undefined {
  return [name, prefix + name].find(key => Object.hasOwn(customTypes, key));
}

/** The searcher a type has unless another is named. */
export function searcherOf(type: string): string {
  return prefix + (typeFacts(type)?.searcher ?? 'textsearcher');
}
