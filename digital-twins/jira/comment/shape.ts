import { textShape } from '../adf/text-shape.ts';
import { adfToHtml } from '../adf/to-html.ts';
import type { Comment, Visibility } from '../model/issue.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

export function commentShape(view: View, comment: Readonly<Comment>, expand: readonly string[] = []): Record<string, unknown> {
  return {
    self: `${api(view)}/issue/${comment.issueId}/comment/${comment.id}`,
    id: comment.id,
    author: userOrNull(view, comment.author),
    body: textShape(view, comment.body),
    ...(expand.includes('renderedBody') ? { renderedBody: adfToHtml(comment.body) } : {}),
    updateAuthor: userOrNull(view, comment.updateAuthor),
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
    ...visibilityPart(comment.visibility),
    ...(comment.parentId === null ? {} : { parentId: Number(comment.parentId) }),
    jsdPublic: true,
    ...(expand.includes('properties') ? { properties: propertiesOf(view, comment.id) } : {}),
  };
}

function propertiesOf(view: View, id: string): unknown[] {
  return view.state.properties.by('owner', `comment:${id}`).map(({ key, value }) => ({ key, value }));
}

export function visibilityPart(visibility: Visibility | null): Record<string, unknown> {
  if (visibility === null) return {};
  return { visibility: { type: visibility.type, value: visibility.name, identifier: visibility.id } };
}
