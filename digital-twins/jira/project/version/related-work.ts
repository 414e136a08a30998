import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { asList, asObject, asText, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { owned } from './find.ts';

export function addRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  const { category, title, url } = readBody(call);
  if (typeof category !== 'string' || category === '') throw new JiraRefusal(400, ['The category is required.']);
  const work = {
    id: String(call.ids.number('jira.related-work', 10_000)),
    category,
    title: asText(title) ?? '',
    url: asText(url) ?? '',
  };
  call.state.versions.edit(version.id, row => void row.relatedWork.push(work));
  const { id, ...rest } = work;
  return json({ ...rest, relatedWorkId: id }, 201);
}

export function editRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  const body = asObject(readBody(call));
  const id = asText(body.relatedWorkId) ?? '';
  if (!version.relatedWork.some(work => work.id === id)) throw new JiraRefusal(404, ['The related work does not exist.']);
  const given = Object.fromEntries(
    ['category', 'title', 'url'].filter(name => body[name] !== undefined).map(name => [name, String(body[name])]),
  );
  const edited = call.state.versions.edit(version.id, row => {
    for (const work of row.relatedWork) if (work.id === id) Object.assign(work, given);
  });
  return json(
    asList(edited.relatedWork)
      .map(asObject)
      .filter(work => work.id === id)
      .map(({ id: relatedWorkId, ...work }) => ({ ...work, relatedWorkId }))[0],
  );
}

export function deleteRelatedWork(call: JiraCall): Answer {
  const version = owned(call);
  call.state.versions.edit(version.id, row => {
    row.relatedWork = row.relatedWork.filter(work => work.id !== call.params.work);
  });
  return empty();
}
