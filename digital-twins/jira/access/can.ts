import type { Holder, Share } from '../model/config.ts';
import type { Issue, Visibility } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';
import { commonGlobals } from './permission-list.ts';

/** The groups every site has; the first holds its administrators. */
export const adminGroup = 'jira-administrators';
export const usersGroup = 'jira-software-users';

/** Who asks: nobody (anonymous) has an empty account id and is in no group. */
type Asker = Readonly<JiraUser>;

export function isInGroup(state: JiraState, user: Asker, groupId: string | undefined): boolean {
  return groupId !== undefined && state.memberships.has(`${groupId}:${user.accountId}`);
}

export function isInRole(state: JiraState, user: Asker, projectId: string, roleId: string | undefined): boolean {
  const actors = state.actors.by('role', `${projectId}:${roleId ?? ''}`);
  return actors.some(({ type, of }) => (type === 'user' ? of === user.accountId : isInGroup(state, user, of)));
}

export function isAdmin(state: JiraState, user: Asker): boolean {
  return isInGroup(state, user, state.groups.by('name', adminGroup)[0]?.id);
}

/** A global permission. */
export function canGlobally(state: JiraState, user: Asker, permission: string): boolean {
  if (commonGlobals.has(permission)) return user.accountId !== '';
  return permission !== 'SYSTEM_ADMIN' && isAdmin(state, user);
}

/** A project permission; some holders (assignee, reporter) only say yes when an issue is asked about. */
export function can(
  state: JiraState,
  user: Asker,
  permission: string,
  project: Readonly<Project>,
  issue?: Readonly<Issue>,
): boolean {
  const grants = state.permissionSchemes.get(project.permissionSchemeId)?.grants ?? [];
  return grants.some(grant => grant.permission === permission && holds(state, user, grant.holder, project, issue));
}

function holds(state: JiraState, user: Asker, holder: Holder, project: Readonly<Project>, issue?: Readonly<Issue>): boolean {
  switch (holder.type) {
    case 'anyone':
      return true;
    case 'applicationRole':
      return user.accountId !== '' && user.accountType !== 'customer';
    case 'user':
      return holder.value === user.accountId;
    case 'group':
      return isInGroup(state, user, holder.value);
    case 'projectRole':
      return isInRole(state, user, project.id, holder.value);
    case 'projectLead':
      return project.lead === user.accountId;
    case 'assignee':
      return issue !== undefined && issue.assignee === user.accountId;
    case 'reporter':
      return issue !== undefined && issue.reporter === user.accountId;
    case 'userCustomField':
      return issue !== undefined && [issue.fields[holder.value ?? '']].flat().includes(user.accountId);
    default:
      return false;
  }
}

/** Whether a project is there for somebody. A project in the trash is there for nobody. */
export function canSee(state: JiraState, user: Asker, project: Readonly<Project>): boolean {
  if (project.deleted !== null) return false;
  return (
    can(state, user, 'BROWSE_PROJECTS', project) ||
    (user.accountId !== '' && isAdmin(state, user) && canAdminister(state, user, project))
  );
}

/** Site administrators administer every project whose scheme does not keep them out of it. */
export function canAdminister(state: JiraState, user: Asker, project: Readonly<Project>): boolean {
  return can(state, user, 'ADMINISTER_PROJECTS', project);
}

/** Whether an issue is there for somebody, given that its project is: its security level decides. */
export function isCleared(state: JiraState, user: Asker, project: Readonly<Project>, issue: Readonly<Issue>): boolean {
  if (issue.securityId === null) return true;
  const members = state.securityLevels.get(issue.securityId)?.members ?? [];
  return members.some(({ holder }) => holds(state, user, holder, project, issue));
}

export function canSeeIssue(state: JiraState, user: Asker, issue: Readonly<Issue>): boolean {
  const project = state.projects.get(issue.projectId);
  if (project === undefined || project.deleted !== null) return false;
  return can(state, user, 'BROWSE_PROJECTS', project, issue) && isCleared(state, user, project, issue);
}

/** Whether a comment or worklog is for somebody. */
export function isFor(state: JiraState, user: Asker, issue: Readonly<Issue>, visibility: Visibility | null): boolean {
  if (visibility === null) return true;
  if (visibility.type === 'group') return isInGroup(state, user, visibility.id);
  return isInRole(state, user, issue.projectId, visibility.id);
}

/** Whether a filter or dashboard is shared with somebody. */
export function isSharedWith(state: JiraState, user: Asker, shares: readonly Share[]): boolean {
  return shares.some(share => {
    switch (share.type) {
      case 'global':
        return true;
      case 'loggedin':
        return user.accountId !== '';
      case 'user':
        return share.accountId === user.accountId;
      case 'group':
        return isInGroup(state, user, share.groupId);
      case 'projectRole':
        return isInRole(state, user, share.projectId ?? '', share.roleId);
      case 'project': {
        const project = state.projects.get(share.projectId ?? '');
        return project !== undefined && canSee(state, user, project);
      }
      default:
        return false;
    }
  });
}
