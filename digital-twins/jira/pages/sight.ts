import type { Call } from '../../kit/plugin.ts';
import { canSee, canSeeIssue } from '../access/can.ts';
import { byRank } from '../agile/listing.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraState } from '../state.ts';
import { chosenPerson } from './viewer.ts';

/** The projects of the pages: everything, unless one looks as somebody. */
export function seenProjects(call: Call<JiraState>): Readonly<Project>[] {
  const person = chosenPerson(call);
  const living = [...call.state.projects.values()].filter(project => project.deleted === null);
  return person === undefined ? living : living.filter(project => canSee(call.state, person, project));
}

export function isSeen(call: Call<JiraState>, issue: Readonly<Issue>): boolean {
  const person = chosenPerson(call);
  return person === undefined || canSeeIssue(call.state, person, issue);
}

/** A project's issues, in the order they were made. */
export function seenIssues(call: Call<JiraState>, projectId: string): Readonly<Issue>[] {
  return call.state.issues.by('project', projectId).filter(issue => issue.archived === null && isSeen(call, issue));
}

export function ranked(issues: readonly Readonly<Issue>[]): Readonly<Issue>[] {
  return [...issues].sort(byRank);
}
