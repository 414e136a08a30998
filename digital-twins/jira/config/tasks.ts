import { json } from '../../kit/answer.ts';
import type { Task } from '../model/config.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

export const taskOperations: RestOperation[] = [
  { name: 'task.get', method: 'GET', path: '/task/:task', label: 'spec', run: call => json(taskShape(call, find(call))) },
  {
    name: 'task.cancel',
    method: 'POST',
    path: '/task/:task/cancel',
    label: 'docs',
    write: true,
    run: call => {
      find(call);
      throw new JiraRefusal(400, ['Only tasks with status of ENQUEUED or RUNNING can be cancelled.']);
    },
  },
];

/** Notes work that is done; what was asked for has happened by the time the client hears of the task. */
export function addTask(call: JiraCall, description: string, result: unknown, kind: Task['kind'] = 'task'): Readonly<Task> {
  const id = String(call.ids.number('jira.task', 10_000));
  return call.state.tasks.add({
    id,
    description,
    by: call.user.accountId,
    at: call.clock.now(),
    status: 'COMPLETE',
    result,
    kind,
  });
}

function find(call: JiraCall): Readonly<Task> {
  const id = call.params.task ?? '';
  const task = call.state.tasks.get(id);
  if (task?.kind !== 'task') throw new JiraRefusal(404, [`The task with id ${id} does not exist.`]);
  return task;
}

/** A task as the client polls it; times are ms. */
export function taskShape(call: JiraCall, task: Readonly<Task>): Record<string, unknown> {
  return {
    self: `${api(viewOf(call))}/task/${task.id}`,
    id: task.id,
    description: task.description,
    status: task.status,
    ...(task.result === null ? {} : { result: task.result }),
    submittedBy: Number.parseInt(task.by.slice(-6), 16) || 10_000,
    progress: 100,
    elapsedRuntime: 0,
    submitted: task.at,
    started: task.at,
    finished: task.at,
    lastUpdate: task.at,
  };
}
