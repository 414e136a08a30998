import { can } from '../access/can.ts';
import { addComment, checkComments } from '../comment/write.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import type { ChangeItem, Issue, IssueLink } from '../model/issue.ts';
import type { LinkType } from '../model/workflow.ts';
import { findIssue, type JiraCall, projectOf } from '../operation.ts';
import { asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';

/** Links two issues. Both ends get an entry in their history. Throws `JiraRefusal`. */
export function addLink(call: JiraCall, given: Loose): Readonly<IssueLink> {
  const { type, inward, outward } = readLink(call, given);
  const known = call.state.links
    .by('issue', inward.id)
    .find(one => one.typeId === type.id && one.inwardId === inward.id && one.outwardId === outward.id);
  if (known !== undefined) return known;
  const id = String(call.ids.number('jira.link', 10_000));
  const link = call.state.links.add({ id, typeId: type.id, inwardId: inward.id, outwardId: outward.id });
  changeIssue(call, inward.id, {}, { extra: [item(outward, `This issue ${type.outward} ${outward.key}`)] });
  changeIssue(call, outward.id, {}, { extra: [item(inward, `This issue ${type.inward} ${inward.key}`)] });
  emit(call, { kind: 'link', event: 'issuelink_created', link });
  if (given.comment !== undefined) addComment(call, inward, asObject(given.comment));
  return link;
}

/** What is to be linked. Throws `JiraRefusal` as `addLink` would, and writes nothing. */
export function readLink(
  call: JiraCall,
  given: Loose,
): { type: Readonly<LinkType>; inward: Readonly<Issue>; outward: Readonly<Issue> } {
  const type = findLinkType(call, asObject(given.type));
  const inward = endOf(call, given.inwardIssue);
  const outward = endOf(call, given.outwardIssue);
  if (inward.id === outward.id) throw new JiraRefusal(400, ['You cannot link an issue to itself.']);
  for (const issue of [inward, outward]) {
    if (!can(call.state, call.user, 'LINK_ISSUES', projectOf(call.state, issue), issue)) {
      throw new JiraRefusal(401, [`No Link Issue Permission for issue '${issue.key}'`]);
    }
  }
  if (given.comment !== undefined) checkComments(call, inward, [{ add: given.comment }]);
  return { type, inward, outward };
}

export function removeLink(call: JiraCall, link: Readonly<IssueLink>): void {
  const { state } = call;
  const type = state.linkTypes.get(link.typeId);
  const [inward, outward] = [state.issues.get(link.inwardId), state.issues.get(link.outwardId)];
  state.links.delete(link.id);
  if (inward !== undefined && outward !== undefined && type !== undefined) {
    changeIssue(call, inward.id, {}, { extra: [gone(outward, `This issue ${type.outward} ${outward.key}`)] });
    changeIssue(call, outward.id, {}, { extra: [gone(inward, `This issue ${type.inward} ${inward.key}`)] });
  }
  emit(call, { kind: 'link', event: 'issuelink_deleted', link });
}

const field = { field: 'Link', fieldId: 'issuelinks', custom: false };

function item(other: Readonly<Issue>, text: string): ChangeItem {
  return { ...field, from: null, fromString: null, to: other.key, toString: text };
}

function gone(other: Readonly<Issue>, text: string): ChangeItem {
  return { ...field, from: other.key, fromString: text, to: null, toString: null };
}

function endOf(call: JiraCall, value: unknown): Readonly<Issue> {
  const { id, key } = asObject(value);
  return findIssue(call, asText(id ?? key) ?? '');
}

export function findLinkType(call: JiraCall, { id, name }: Loose): Readonly<LinkType> {
  const wanted = asText(id ?? name) ?? '';
  const type = id === undefined ? call.state.linkTypes.by('name', wanted.toLowerCase())[0] : call.state.linkTypes.get(wanted);
  if (type !== undefined) return type;
  throw new JiraRefusal(404, [
    id === undefined ? `No issue link type with name '${wanted}' found.` : `No issue link type with id '${wanted}' found.`,
  ]);
}
