import { hexAlphabet } from '../../kit/ids.ts';
import type { Condition, Status, Transition, Workflow } from '../model/workflow.ts';
import type { SeedWorkflow } from '../seed/place.ts';
import { type Making, refuseSeed } from './making.ts';

const defaultWorkflow: SeedWorkflow = {
  statuses: [
    { name: 'To Do', category: 'new' },
    { name: 'In Progress', category: 'indeterminate' },
    { name: 'Done', category: 'done' },
  ],
  transitions: ['To Do', 'In Progress', 'Done'].map(name => ({ name, to: name, screen: [] })),
};

export const defaultWorkflowName = 'Default';

/** The workflow of a name, made when it is first needed: statuses are numbered in the order projects bring them. */
export function ensureWorkflow(
  making: Making,
  workflows: Record<string, SeedWorkflow>,
  name: string | undefined,
  where: string,
): string {
  const known = making.state.workflows.by('name', (name ?? defaultWorkflowName).toLowerCase())[0];
  if (known !== undefined) return known.id;
  const seed = name === undefined ? defaultWorkflow : workflows[name];
  if (seed === undefined) return refuseSeed(where, `there is no workflow "${name}"`);
  return addWorkflow(making, name ?? defaultWorkflowName, seed);
}

function addWorkflow(making: Making, name: string, seed: SeedWorkflow): string {
  const { state, world } = making;
  const statuses = seed.statuses.map(status => ensureStatus(making, status));
  const idOf = (wanted: string) =>
    statuses.find(status => status.name === wanted)?.id ?? refuseSeed(`jira.workflows.${name}`, `there is no status "${wanted}"`);
  const hex = world.ids.named('jira.workflow', name, { prefix: '', length: 32, alphabet: hexAlphabet });
  const now = world.clock.now();
  const workflow: Workflow = {
    id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    name,
    description: '',
    initial: statuses[0]?.id ?? '',
    statuses: statuses.map(status => status.id),
    transitions: seed.transitions.map((transition, place) => transitionOf(transition, place, idOf)),
    created: now,
    updated: now,
    version: 1,
    isDefault: name === defaultWorkflowName,
    projectId: null,
  };
  return state.workflows.add(workflow).id;
}

function transitionOf(seed: SeedWorkflow['transitions'][number], place: number, idOf: (name: string) => string): Transition {
  const conditions: Condition[] =
    seed.only === undefined
      ? []
      : [typeof seed.only === 'string' ? { type: seed.only } : { type: 'permission', permission: seed.only.permission }];
  return {
    id: String(11 + place * 10),
    name: seed.name,
    description: '',
    ...(seed.from === undefined ? {} : { from: seed.from.map(idOf) }),
    to: idOf(seed.to),
    screen: seed.screen.map(field => ({ field: field.replace(/^!/, ''), required: field.startsWith('!') })),
    ...(conditions.length === 0 ? {} : { conditions }),
    rules: {},
  };
}

/** Statuses belong to the site: two workflows with the same name for one share it. */
function ensureStatus({ state, world }: Making, given: Pick<Status, 'name' | 'category'>): Readonly<Status> {
  const known = [...state.statuses.values()].find(status => status.name === given.name);
  if (known !== undefined && known.category !== given.category) {
    return refuseSeed('jira.workflows', `status "${given.name}" has two categories`);
  }
  if (known !== undefined) return known;
  return state.statuses.add({ id: String(world.ids.number('jira.status', 10_000)), description: '', projectId: null, ...given });
}
