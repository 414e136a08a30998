import { can, isInRole } from '../../access/can.ts';
import type { Project, Version } from '../../model/project.ts';
import type { JqlContext } from '../context.ts';
import { resolveUser } from '../fields/people-fields.ts';
import { JqlError } from '../syntax/jql-error.ts';
import type { JqlFunction } from './function.ts';

/** Functions that give projects, components and versions. */
export const placeFunctions: JqlFunction[] = [
  {
    name: 'projectsLeadByUser',
    gives: 'project',
    least: 0,
    most: 1,
    isList: true,
    run: ([who], context) => led(who, context, [...context.visible.values()]),
  },
  {
    name: 'projectsWhereUserHasPermission',
    gives: 'project',
    least: 1,
    most: 1,
    isList: true,
    run: ([wanted = ''], context) => permitted(wanted, context),
  },
  {
    name: 'projectsWhereUserHasRole',
    gives: 'project',
    least: 1,
    most: 1,
    isList: true,
    run: ([wanted = ''], context) => inRole(wanted, context),
  },
  {
    name: 'componentsLeadByUser',
    gives: 'component',
    least: 0,
    most: 1,
    isList: true,
    run: ([who], context) => led(who, context, [...context.state.components.values()]),
  },
  {
    name: 'releasedVersions',
    gives: 'version',
    least: 0,
    most: 50,
    isList: true,
    run: (args, context) => versionsIn(args, context, 'releasedVersions', one => one.released),
  },
  {
    name: 'unreleasedVersions',
    gives: 'version',
    least: 0,
    most: 50,
    isList: true,
    run: (args, context) => versionsIn(args, context, 'unreleasedVersions', one => !one.released),
  },
  {
    name: 'latestReleasedVersion',
    gives: 'version',
    least: 1,
    most: 1,
    isList: false,
    run: (args, context) => versionsIn(args, context, 'latestReleasedVersion', one => one.released).slice(-1),
  },
  {
    name: 'earliestUnreleasedVersion',
    gives: 'version',
    least: 1,
    most: 1,
    isList: false,
    run: (args, context) => versionsIn(args, context, 'earliestUnreleasedVersion', one => !one.released).slice(0, 1),
  },
];

function led(
  who: string | undefined,
  context: JqlContext,
  rows: readonly Readonly<{ id: string; lead: string | null }>[],
): readonly string[] {
  const wanted = who === undefined ? [context.user.accountId] : resolveUser(context, who);
  return rows.filter(({ lead }) => lead !== null && wanted.includes(lead)).map(({ id }) => id);
}

function permitted(wanted: string, { state, user, visible }: JqlContext): readonly string[] {
  const key = wanted.toUpperCase().replace(/\s+/g, '_');
  return [...visible.values()].filter(project => can(state, user, key, project)).map(project => project.id);
}

function inRole(wanted: string, { state, user, visible }: JqlContext): readonly string[] {
  const role = state.roles.by('name', wanted.toLowerCase())[0] ?? state.roles.get(wanted);
  if (role === undefined) throw new JqlError(`Role '${wanted}' could not be found in function 'projectsWhereUserHasRole'.`);
  return [...visible.values()].filter(project => isInRole(state, user, project.id, role.id)).map(project => project.id);
}

function versionsIn(
  names: readonly string[],
  { state, visible }: JqlContext,
  called: string,
  fits: (version: Readonly<Version>) => boolean,
): readonly string[] {
  const projects = names.length === 0 ? [...visible.values()] : names.map(name => projectNamed(name, visible, called));
  const all = projects.flatMap(project => state.versions.by('project', project.id));
  return all.filter(version => !version.archived && fits(version)).map(version => version.id);
}

function projectNamed(name: string, visible: JqlContext['visible'], called: string): Readonly<Project> {
  const wanted = name.toLowerCase();
  const fits = (project: Readonly<Project>) =>
    [project.key, project.name, project.id].some(form => form.toLowerCase() === wanted);
  const project = [...visible.values()].find(fits);
  if (project === undefined) throw new JqlError(`Could not resolve the project '${name}' provided to function '${called}'.`);
  return project;
}
