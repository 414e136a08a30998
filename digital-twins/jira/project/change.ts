import { type Answer, empty, json } from '../../kit/answer.ts';
import { isAdmin } from '../access/can.ts';
import { noteAudit } from '../config/audit.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { emit } from '../emit.ts';
import { removeIssue } from '../issue/write.ts';
import type { Project } from '../model/project.ts';
import { demandProjectAdmin, findProject, type JiraCall, projectByKey } from '../operation.ts';
import { readBody, readFlag, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { readProject } from './make.ts';
import { fullShape } from './read.ts';

export function edit(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const patch = readProject(call, readBody(call), project);
  const edited = call.state.projects.edit(project.id, row => Object.assign(row, patch));
  if (patch.key !== undefined && patch.key !== project.key) renameIssues(call, edited);
  noteAudit(call, 'Project updated', 'projects', { id: edited.id, name: edited.name, type: 'PROJECT' });
  emit(call, { kind: 'project', event: 'project_updated', project: edited });
  return json(fullShape(call, edited, readList(call, 'expand')));
}

/** A new key renames all issues; their old keys go on finding them. */
function renameIssues({ state }: JiraCall, project: Readonly<Project>): void {
  for (const { id, key } of state.issues.by('project', project.id)) {
    if (!state.movedKeys.has(key)) state.movedKeys.add({ key, issueId: id });
    state.issues.edit(id, row => {
      row.key = `${project.key}-${row.number}`;
    });
  }
}

/** Into the trash; `enableUndo=false` deletes for good. */
export function remove(call: JiraCall): Answer {
  const project = findProject(call);
  if (!isAdmin(call.state, call.user)) throw new JiraRefusal(403, ['You do not have permission to delete projects.']);
  if (readFlag(call, 'enableUndo') === false) purge(call, project);
  else {
    const at = call.clock.now();
    const gone = call.state.projects.edit(project.id, row => {
      row.deleted = { at, by: call.user.accountId };
    });
    emit(call, { kind: 'project', event: 'project_soft_deleted', project: gone });
  }
  return empty();
}

function purge(call: JiraCall, project: Readonly<Project>): void {
  const { state } = call;
  for (const issue of state.issues.by('project', project.id)) removeIssue(call, issue);
  for (const table of [state.components, state.versions, state.actors])
    for (const { id } of table.by('project', project.id)) table.delete(id);
  state.projects.delete(project.id);
  emit(call, { kind: 'project', event: 'project_deleted', project });
}

export function removeLater(call: JiraCall): Answer {
  const project = findProject(call);
  remove(call);
  const task = addTask(call, `Delete project ${project.key}`, null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

export function restore(call: JiraCall): Answer {
  const project = projectByKey(call.state, call.params.project ?? '');
  if (project === undefined) throw new JiraRefusal(404, [`No project could be found with key '${call.params.project ?? ''}'.`]);
  const back = call.state.projects.edit(project.id, row => Object.assign(row, { deleted: null, archived: null }));
  emit(call, {
    kind: 'project',
    event: project.deleted === null ? 'project_restored_archived' : 'project_restored_deleted',
    project: back,
  });
  return json(fullShape(call, back, []));
}

export function archive(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  if (project.archived !== null) throw new JiraRefusal(400, [`Project '${project.key}' is already archived.`]);
  const at = call.clock.now();
  const archived = call.state.projects.edit(project.id, row => {
    row.archived = { at, by: call.user.accountId };
  });
  emit(call, { kind: 'project', event: 'project_archived', project: archived });
  return empty();
}
