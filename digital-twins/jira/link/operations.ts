import { empty, json } from '../../kit/answer.ts';
import { canSeeIssue } from '../access/can.ts';
import type { IssueLink } from '../model/issue.ts';
import type { LinkType } from '../model/workflow.ts';
import { demand, findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { linkTypeShape } from '../workflow/shape.ts';
import { fullLinkShape } from './shape.ts';
import { addLink, removeLink } from './write.ts';

export const linkOperations: RestOperation[] = [
  {
    name: 'issueLink.create',
    method: 'POST',
    path: '/issueLink',
    label: 'spec',
    write: true,
    run: call => {
      addLink(call, readBody(call));
      return empty(201);
    },
  },
  {
    name: 'issueLink.get',
    method: 'GET',
    path: '/issueLink/:link',
    label: 'spec',
    run: call => json(fullLinkShape(viewOf(call), find(call))),
  },
  {
    name: 'issueLink.delete',
    method: 'DELETE',
    path: '/issueLink/:link',
    label: 'spec',
    write: true,
    run: call => {
      const link = find(call);
      demand(
        call,
        'LINK_ISSUES',
        findIssue(call, link.inwardId),
        'You do not have permission to delete issue links in this project.',
      );
      removeLink(call, link);
      return empty();
    },
  },
  {
    name: 'linkType.list',
    method: 'GET',
    path: '/issueLinkType',
    label: 'spec',
    anonymous: true,
    run: call => json({ issueLinkTypes: [...call.state.linkTypes.values()].map(type => linkTypeShape(viewOf(call), type)) }),
  },
  {
    name: 'linkType.create',
    method: 'POST',
    path: '/issueLinkType',
    label: 'spec',
    write: true,
    admin: true,
    run: call => {
      const given = readType(call);
      if (call.state.linkTypes.by('name', given.name.toLowerCase()).length > 0) {
        throw new JiraRefusal(400, [], { name: 'A link type with this name already exists' });
      }
      const id = String(call.ids.number('jira.link-type', 10_010));
      return json(linkTypeShape(viewOf(call), call.state.linkTypes.add({ id, ...given })), 201);
    },
  },
  {
    name: 'linkType.get',
    method: 'GET',
    path: '/issueLinkType/:type',
    label: 'spec',
    anonymous: true,
    run: call => json(linkTypeShape(viewOf(call), findType(call))),
  },
  {
    name: 'linkType.edit',
    method: 'PUT',
    path: '/issueLinkType/:type',
    label: 'spec',
    write: true,
    admin: true,
    run: call => {
      const given = readType(call, findType(call));
      const edited = call.state.linkTypes.edit(findType(call).id, row => Object.assign(row, given));
      return json(linkTypeShape(viewOf(call), edited));
    },
  },
  {
    name: 'linkType.delete',
    method: 'DELETE',
    path: '/issueLinkType/:type',
    label: 'spec',
    write: true,
    admin: true,
    run: call => {
      const type = findType(call);
      for (const { id } of call.state.links.by('type', type.id)) call.state.links.delete(id);
      call.state.linkTypes.delete(type.id);
      return empty();
    },
  },
];

function find(call: JiraCall): Readonly<IssueLink> {
  const id = call.params.link ?? '';
  const link = call.state.links.get(id);
  const isSeen = [link?.inwardId, link?.outwardId].every(end => {
    const issue = call.state.issues.get(end ?? '');
    return issue !== undefined && canSeeIssue(call.state, call.user, issue);
  });
  if (link !== undefined && isSeen) return link;
  throw new JiraRefusal(404, [`No issue link with id '${id}' exists.`]);
}

function findType(call: JiraCall): Readonly<LinkType> {
  const id = call.params.type ?? '';
  const type = call.state.linkTypes.get(id);
  if (type === undefined) throw new JiraRefusal(404, [`No issue link type with id '${id}' found.`]);
  return type;
}

function readType(call: JiraCall, known?: Readonly<LinkType>): Omit<LinkType, 'id'> {
  const body = readBody(call);
  const read = (name: 'name' | 'inward' | 'outward') => {
    const value = asText(body[name]) ?? known?.[name] ?? '';
    if (value.trim() === '') throw new JiraRefusal(400, [], { [name]: `The ${name} must be specified.` });
    return value;
  };
  return { name: read('name'), inward: read('inward'), outward: read('outward') };
}
