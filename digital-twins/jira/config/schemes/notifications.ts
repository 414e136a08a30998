import type { Answer } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { pageAnswer, readList } from '../../reading.ts';
import { api, viewOf } from '../../shapes.ts';
import type { Resource } from '../resource.ts';
import { numbered } from './shapes.ts';

export const notificationScheme: Resource = {
  kind: 'notificationScheme',
  path: '/notificationscheme',
  noun: 'notification scheme',
  from: 10_001,
  list: 'page',
  edited: 'empty',
  created: entry => ({ id: entry.id }),
  shape: (call, entry) => ({
    expand: 'notificationSchemeEvents,user,group,projectRole,field,all',
    ...numbered(entry),
    self: `${api(viewOf(call))}/notificationscheme/${entry.id}`,
    ...(readList(call, 'expand').length > 0 ? { notificationSchemeEvents: entry.notificationSchemeEvents ?? [] } : {}),
  }),
  read: (_call, body, known) => ({
    notificationSchemeEvents: body.notificationSchemeEvents ?? known?.notificationSchemeEvents ?? [],
  }),
};

export function notificationProjects(call: JiraCall): Answer {
  const ids = readList(call, 'projectId');
  const schemes = readList(call, 'notificationSchemeId');
  const rows = [...call.state.projects.values()].flatMap(({ id, notificationSchemeId }) =>
    notificationSchemeId !== null &&
    (ids.length === 0 || ids.includes(id)) &&
    (schemes.length === 0 || schemes.includes(notificationSchemeId))
      ? [{ notificationSchemeId, projectId: id }]
      : [],
  );
  return pageAnswer(call, rows, row => row);
}
