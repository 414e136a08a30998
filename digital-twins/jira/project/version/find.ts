import { canSee } from '../../access/can.ts';
import type { Issue } from '../../model/issue.ts';
import type { Version } from '../../model/project.ts';
import { demandProjectAdmin, type JiraCall } from '../../operation.ts';
import { type Loose, readList } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { type View, viewOf } from '../../shapes.ts';
import { versionShape } from '../version-shape.ts';

export const shape = (call: JiraCall) => (version: Readonly<Version>) => expanded(call, viewOf(call), version);

export function find(call: JiraCall, wanted = call.params.version ?? ''): Readonly<Version> {
  const version = call.state.versions.get(wanted);
  const project = call.state.projects.get(version?.projectId ?? '');
  if (version !== undefined && project !== undefined && canSee(call.state, call.user, project)) return version;
  throw new JiraRefusal(404, [`Could not find version for id '${wanted}'`]);
}

export function owned(call: JiraCall, wanted?: string): Readonly<Version> {
  const version = find(call, wanted);
  const project = call.state.projects.get(version.projectId);
  if (project !== undefined) demandProjectAdmin(call, project);
  return version;
}

function expanded(call: JiraCall, view: View, version: Readonly<Version>): Loose {
  const expand = readList(call, 'expand');
  const issues = call.state.issues.by('fixVersion', version.id);
  const category = (issue: Readonly<Issue>) => call.state.statuses.get(issue.statusId)?.category;
  const countOf = (key: string) => issues.filter(issue => category(issue) === key).length;
  return {
    ...versionShape(view, version),
    ...(expand.includes('issuesstatus')
      ? {
          issuesStatusForFixVersion: {
            unmapped: 0,
            toDo: countOf('new'),
            inProgress: countOf('indeterminate'),
            done: countOf('done'),
          },
        }
      : {}),
    ...(expand.includes('operations') ? { operations: [] } : {}),
  };
}
