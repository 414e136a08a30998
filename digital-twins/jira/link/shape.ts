import { canSeeIssue } from '../access/can.ts';
import { relatedShape } from '../issue/related.ts';
import type { Issue, IssueLink } from '../model/issue.ts';
import { api, type View } from '../shapes.ts';
import { linkTypeShape } from '../workflow/shape.ts';

/** The links of an issue to those that whoever looks may see. */
export function linkShapes(view: View, issue: Readonly<Issue>): unknown[] {
  return view.state.links.by('issue', issue.id).flatMap(link => {
    const other = view.state.issues.get(link.inwardId === issue.id ? link.outwardId : link.inwardId);
    if (other === undefined || !canSeeIssue(view.state, view.user, other)) return [];
    const side = link.inwardId === issue.id ? 'outwardIssue' : 'inwardIssue';
    return [{ ...baseShape(view, link), [side]: relatedShape(view, other) }];
  });
}

/** A link with both its ends. */
export function fullLinkShape(view: View, link: Readonly<IssueLink>): Record<string, unknown> {
  const end = (id: string) => {
    const issue = view.state.issues.get(id);
    return issue === undefined ? null : relatedShape(view, issue);
  };
  return { ...baseShape(view, link), inwardIssue: end(link.inwardId), outwardIssue: end(link.outwardId) };
}

function baseShape(view: View, link: Readonly<IssueLink>): Record<string, unknown> {
  const type = view.state.linkTypes.get(link.typeId);
  return { id: link.id, self: `${api(view)}/issueLink/${link.id}`, type: type === undefined ? null : linkTypeShape(view, type) };
}
