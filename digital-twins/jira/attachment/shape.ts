import type { Attachment } from '../model/issue.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

export function attachmentShape(view: View, attachment: Readonly<Attachment>): Record<string, unknown> {
  const { id, name, type, size, created, author } = attachment;
  return {
    self: `${api(view)}/attachment/${id}`,
    id,
    filename: name,
    author: userOrNull(view, author),
    created: jiraTime(created),
    size,
    mimeType: type,
    content: `${api(view)}/attachment/content/${id}`,
    ...(type.startsWith('image/') ? { thumbnail: `${api(view)}/attachment/thumbnail/${id}` } : {}),
  };
}
