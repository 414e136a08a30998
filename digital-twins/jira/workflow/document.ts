import type { CategoryKey, Status, Transition, Workflow } from '../model/workflow.ts';
import { asList, asObject, asText, type Loose } from '../reading.ts';
import type { JiraState } from '../state.ts';
import { conditionOf } from './rules/condition.ts';

const toApi: Record<CategoryKey, string> = { undefined: 'TODO', new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' };

export const categoryOf: Record<string, CategoryKey> = { TODO: 'new', IN_PROGRESS: 'indeterminate', DONE: 'done' };

function scopeOf(projectId: string | null): Loose {
  return projectId === null ? { type: 'GLOBAL' } : { type: 'PROJECT', project: { id: projectId } };
}

/** A status as the workflow API writes it; what refers to it is its id. */
export function statusDocument({ id, name, category, description, projectId }: Readonly<Status>): Loose {
  return { id, name, description, scope: scopeOf(projectId), statusCategory: toApi[category], statusReference: id };
}

/** The statuses that some workflows use, each once. */
export function statusDocuments(state: JiraState, workflows: readonly Readonly<Workflow>[]): Loose[] {
  const ids = [...new Set(workflows.flatMap(({ statuses }) => statuses))];
  return ids.flatMap(id => state.statuses.get(id) ?? []).map(statusDocument);
}

/** A workflow as `POST /workflows` and `/workflows/search` write it (Jira docs, "Workflows"). */
export function workflowDocument(workflow: Readonly<Workflow>, withTransitions = true): Loose {
  const initial = {
    ...ruleParts(workflow.start ?? {}),
    id: '1',
    name: 'Create',
    description: '',
    type: 'INITIAL',
    toStatusReference: workflow.initial,
    links: [],
  };
  return {
    id: workflow.id,
    name: workflow.name,
    description: workflow.description,
    scope: scopeOf(workflow.projectId),
    isEditable: !workflow.isDefault,
    version: { id: workflow.id, versionNumber: workflow.version },
    statuses: workflow.statuses.map(statusReference => ({
      statusReference,
      deprecated: false,
      properties: {},
      ...workflow.layout?.[statusReference],
    })),
    transitions: withTransitions ? [initial, ...workflow.transitions.map(transitionDocument)] : [],
    taskId: null,
    created: new Date(workflow.created).toISOString(),
    updated: new Date(workflow.updated).toISOString(),
  };
}

function transitionDocument({ id, name, description, from, to, rules }: Transition): Loose {
  return {
    ...ruleParts(rules),
    id,
    name,
    description,
    type: from === undefined ? 'GLOBAL' : 'DIRECTED',
    toStatusReference: to,
    links: asList(rules.links).length > 0 ? rules.links : (from ?? []).map(one => ({ fromStatusReference: one })),
  };
}

function ruleParts({ actions, validators, triggers, properties, conditions, transitionScreen }: Loose): Loose {
  return {
    actions: actions ?? [],
    validators: validators ?? [],
    triggers: triggers ?? [],
    properties: properties ?? {},
    ...(conditions === undefined ? {} : { conditions }),
    ...(transitionScreen === undefined ? {} : { transitionScreen }),
  };
}

export type ReadWorkflow = Pick<Workflow, 'initial' | 'statuses' | 'transitions'> &
  Required<Pick<Workflow, 'start' | 'layout'>> & { description: string | undefined };

/** Reads a workflow that has been checked; `idOf` tells the status a reference stands for. */
export function readWorkflow(body: Loose, idOf: (reference: string) => string): ReadWorkflow {
  const given = asList(body.transitions).map(asObject);
  const start = given.find(({ type }) => type === 'INITIAL') ?? {};
  const statuses = asList(body.statuses).map(asObject);
  return {
    description: asText(body.description),
    initial: idOf(targetOf(start)),
    statuses: statuses.map(one => idOf(String(one.statusReference))),
    transitions: given.filter(({ type }) => type !== 'INITIAL').map((one, place) => readTransition(one, place, idOf)),
    start: rulesOf(start, idOf),
    layout: Object.fromEntries(
      statuses.map(({ statusReference, layout, properties }) => [
        idOf(String(statusReference)),
        { properties: properties ?? {}, ...(layout === undefined || layout === null ? {} : { layout }) },
      ]),
    ),
  };
}

export function targetOf({ toStatusReference, to }: Loose): string {
  return asText(toStatusReference) ?? asText(asObject(to).statusReference) ?? '';
}

/** The statuses a transition leads from, in the present writing (`links`) or the older one (`from`). */
export function sourcesOf({ links, from }: Loose): string[] {
  const now = asList(links).map(one => asText(asObject(one).fromStatusReference) ?? '');
  const before = asList(from).map(one => asText(asObject(one).statusReference) ?? '');
  return [...now, ...before].filter(one => one !== '');
}

function readTransition(given: Loose, place: number, idOf: (reference: string) => string): Transition {
  const condition = conditionOf(asObject(given.conditions));
  return {
    id: asText(given.id) ?? String(11 + place * 10),
    name: asText(given.name) ?? '',
    description: asText(given.description) ?? '',
    ...(given.type === 'GLOBAL' ? {} : { from: sourcesOf(given).map(idOf) }),
    to: idOf(targetOf(given)),
    screen: [],
    ...(condition === undefined ? {} : { conditions: [condition] }),
    rules: rulesOf(given, idOf),
  };
}

const rulePartNames = ['actions', 'validators', 'triggers', 'properties', 'conditions', 'transitionScreen'] as const;

function rulesOf(given: Loose, idOf: (reference: string) => string): Loose {
  const links = asList(given.links)
    .map(asObject)
    .map(link => ({ ...link, fromStatusReference: idOf(String(link.fromStatusReference)) }));
  const parts = rulePartNames.filter(name => given[name] !== undefined && given[name] !== null).map(name => [name, given[name]]);
  return { ...Object.fromEntries(parts), ...(links.length === 0 ? {} : { links }) };
}
