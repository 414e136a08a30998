import { type Answer, json } from '../../kit/answer.ts';
import { readHolder } from '../access/permission-schemes.ts';
import type { SecurityLevel, SecurityScheme } from '../model/config.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

/** Issue security schemes and their levels. */
export const securityOperations: RestOperation[] = [
  {
    name: 'securityScheme.list',
    method: 'GET',
    path: '/issuesecurityschemes',
    label: 'spec',
    admin: true,
    run: call => json({ issueSecuritySchemes: [...call.state.securitySchemes.values()].map(scheme => shape(call, scheme)) }),
  },
  {
    name: 'securityScheme.create',
    method: 'POST',
    path: '/issuesecurityschemes',
    label: 'spec',
    write: true,
    admin: true,
    run: create,
  },
  { name: 'securityScheme.search', method: 'GET', path: '/issuesecurityschemes/search', label: 'spec', admin: true, run: search },
  { name: 'securityScheme.get', method: 'GET', path: '/issuesecurityschemes/:scheme', label: 'spec', run: get },
  { name: 'securityLevel.search', method: 'GET', path: '/issuesecurityschemes/level', label: 'spec', admin: true, run: levels },
  {
    name: 'securityLevel.members',
    method: 'GET',
    path: '/issuesecurityschemes/level/member',
    label: 'spec',
    admin: true,
    run: members,
  },
  { name: 'securityLevel.get', method: 'GET', path: '/securitylevel/:level', label: 'spec', run: getLevel },
];

function shape(call: JiraCall, { id, name, description, defaultLevelId }: Readonly<SecurityScheme>): Loose {
  const self = `${api(viewOf(call))}/issuesecurityschemes/${id}`;
  return {
    self,
    id: Number(id),
    name,
    description,
    ...(defaultLevelId === null ? {} : { defaultSecurityLevelId: Number(defaultLevelId) }),
  };
}

function levelShape(call: JiraCall, { id, name, description }: Readonly<SecurityLevel>): Loose {
  return { self: `${api(viewOf(call))}/securitylevel/${id}`, id, description, name };
}

function find(call: JiraCall): Readonly<SecurityScheme> {
  const scheme = call.state.securitySchemes.get(call.params.scheme ?? '');
  if (scheme === undefined) throw new JiraRefusal(404, ['The issue security scheme was not found.']);
  return scheme;
}

function get(call: JiraCall): Answer {
  const scheme = find(call);
  return json({
    ...shape(call, scheme),
    levels: call.state.securityLevels.by('scheme', scheme.id).map(level => levelShape(call, level)),
  });
}

function getLevel(call: JiraCall): Answer {
  const level = call.state.securityLevels.get(call.params.level ?? '');
  if (level === undefined) throw new JiraRefusal(404, ['The security level was not found.']);
  return json(levelShape(call, level));
}

function search(call: JiraCall): Answer {
  const ids = readList(call, 'id');
  const projectIds = readList(call, 'projectId');
  const usersOf = (id: string) =>
    [...call.state.projects.values()].filter(project => project.securitySchemeId === id).map(project => Number(project.id));
  const found = [...call.state.securitySchemes.values()].filter(
    ({ id }) =>
      (ids.length === 0 || ids.includes(id)) &&
      (projectIds.length === 0 || usersOf(id).some(project => projectIds.includes(String(project)))),
  );
  return pageAnswer(call, found, scheme => {
    const { self, id, name, description } = shape(call, scheme);
    return {
      id,
      self,
      name,
      description,
      defaultLevel: scheme.defaultLevelId === null ? null : Number(scheme.defaultLevelId),
      projectIds: usersOf(scheme.id),
    };
  });
}

function levels(call: JiraCall): Answer {
  const [ids, schemes] = [readList(call, 'id'), readList(call, 'schemeId')];
  const found = [...call.state.securityLevels.values()].filter(
    ({ id, schemeId }) => (ids.length === 0 || ids.includes(id)) && (schemes.length === 0 || schemes.includes(schemeId)),
  );
  const isDefault = ({ id, schemeId }: Readonly<SecurityLevel>) =>
    call.state.securitySchemes.get(schemeId)?.defaultLevelId === id;
  return pageAnswer(call, found, level => ({
    ...levelShape(call, level),
    issueSecuritySchemeId: level.schemeId,
    isDefault: isDefault(level),
  }));
}

function members(call: JiraCall): Answer {
  const wanted = readList(call, 'levelId');
  const rows = [...call.state.securityLevels.values()].flatMap(level =>
    wanted.length === 0 || wanted.includes(level.id)
      ? level.members.map(({ id, holder }) => ({
          id,
          issueSecurityLevelId: level.id,
          issueSecuritySchemeId: level.schemeId,
          managed: false,
          holder: { type: holder.type, ...(holder.value === undefined ? {} : { parameter: holder.value, value: holder.value }) },
        }))
      : [],
  );
  return pageAnswer(call, rows, row => row);
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const name = asText(body.name) ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, ['The name of the issue security scheme must be specified.']);
  if (call.state.securitySchemes.by('name', name.toLowerCase()).length > 0)
    throw new JiraRefusal(400, ['An issue security scheme with this name already exists.']);
  const id = String(call.ids.number('jira.security-scheme', 10_000));
  call.state.securitySchemes.add({ id, name, description: asText(body.description) ?? '', defaultLevelId: null });
  for (const given of asList(body.levels).map(asObject)) {
    const levelId = String(call.ids.number('jira.security-level', 10_000));
    const holders = asList(given.members).map(holder => ({
      id: String(call.ids.number('jira.security-member', 10_000)),
      holder: readHolder(call, asObject(holder)),
    }));
    call.state.securityLevels.add({
      id: levelId,
      schemeId: id,
      name: asText(given.name) ?? '',
      description: asText(given.description) ?? '',
      members: holders,
    });
    if (given.isDefault === true)
      call.state.securitySchemes.edit(id, row => {
        row.defaultLevelId = levelId;
      });
  }
  return json({ id }, 201);
}
