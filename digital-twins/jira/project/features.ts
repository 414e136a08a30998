import { type Answer, json } from '../../kit/answer.ts';
import { demandProjectAdmin, findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { keyError } from './make.ts';
import { notificationScheme, permissionScheme, securityLevels, securityScheme, setPermissionScheme } from './schemes.ts';

export const projectPartOperations: RestOperation[] = [
  {
    name: 'project.features',
    method: 'GET',
    path: '/project/:project/features',
    label: 'spec',
    run: call => json({ features: featureShapes(call) }),
  },
  {
    name: 'project.toggleFeature',
    method: 'PUT',
    path: '/project/:project/features/:feature',
    label: 'spec',
    write: true,
    run: toggle,
  },
  { name: 'projectType.list', method: 'GET', path: '/project/type', label: 'spec', anonymous: true, run: () => json(types) },
  {
    name: 'projectType.accessible',
    method: 'GET',
    path: '/project/type/accessible',
    label: 'spec',
    run: () => json(types.slice(0, 2)),
  },
  {
    name: 'projectType.get',
    method: 'GET',
    path: '/project/type/:type',
    label: 'spec',
    anonymous: true,
    run: call => json(typeOf(call, types)),
  },
  {
    name: 'projectType.getAccessible',
    method: 'GET',
    path: '/project/type/:type/accessible',
    label: 'spec',
    run: call => json(typeOf(call, types.slice(0, 2))),
  },
  { name: 'project.validateKey', method: 'GET', path: '/projectvalidate/key', label: 'spec', run: validateKey },
  {
    name: 'project.validKey',
    method: 'GET',
    path: '/projectvalidate/validProjectKey',
    label: 'spec',
    run: call => json(validKey(call)),
  },
  {
    name: 'project.validName',
    method: 'GET',
    path: '/projectvalidate/validProjectName',
    label: 'spec',
    run: call => json(validName(call)),
  },
  {
    name: 'project.email',
    method: 'GET',
    path: '/project/:project/email',
    label: 'spec',
    run: call => json({ emailAddress: emailOf(call), emailAddressStatus: [] }),
  },
  { name: 'project.setEmail', method: 'PUT', path: '/project/:project/email', label: 'spec', write: true, run: setEmail },
  {
    name: 'project.notificationScheme',
    method: 'GET',
    path: '/project/:project/notificationscheme',
    label: 'spec',
    run: notificationScheme,
  },
  {
    name: 'project.permissionScheme',
    method: 'GET',
    path: '/project/:project/permissionscheme',
    label: 'spec',
    run: permissionScheme,
  },
  {
    name: 'project.setPermissionScheme',
    method: 'PUT',
    path: '/project/:project/permissionscheme',
    label: 'spec',
    write: true,
    run: setPermissionScheme,
  },
  {
    name: 'project.securityScheme',
    method: 'GET',
    path: '/project/:project/issuesecuritylevelscheme',
    label: 'spec',
    run: securityScheme,
  },
  { name: 'project.securityLevels', method: 'GET', path: '/project/:project/securitylevel', label: 'spec', run: securityLevels },
];

const features: [key: string, name: string, isLocked: boolean][] = [
  ['jsw.classic.roadmap', 'Roadmap', false],
  ['jsw.classic.deployments', 'Deployments', false],
  ['jsw.classic.code', 'Code', true],
  ['jsw.classic.releases', 'Releases', false],
];

function featureShapes(call: JiraCall): Loose[] {
  const project = findProject(call);
  return features.map(([key, name, toggleLocked]) => ({
    projectId: Number(project.id),
    state: project.features[key] ?? 'ENABLED',
    toggleLocked,
    feature: key,
    prerequisites: [],
    localisedName: name,
    localisedDescription: '',
    imageUri: `${call.request.origin}/images/features/${key}.svg`,
  }));
}

function toggle(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const key = call.params.feature ?? '';
  const { state } = readBody(call);
  const feature = features.find(([known]) => known === key);
  if (feature === undefined) throw new JiraRefusal(404, [`The feature '${key}' does not exist.`]);
  if (state !== 'ENABLED' && state !== 'DISABLED') throw new JiraRefusal(400, ['The feature state is not valid.']);
  if (feature[2]) throw new JiraRefusal(400, [`The feature '${key}' cannot be toggled.`]);
  call.state.projects.edit(project.id, row => {
    row.features[key] = state;
  });
  return json({ features: featureShapes(call) });
}

const types = ['software', 'business', 'service_desk', 'product_discovery'].map(key => ({
  key,
  formattedKey:
    { software: 'Software', business: 'Business', service_desk: 'Service Desk', product_discovery: 'Product Discovery' }[key] ??
    key,
  descriptionI18nKey: `jira.project.type.${key.replace('_', '')}.description`,
  icon: '',
  color: '#FFFFFF',
}));

function typeOf(call: JiraCall, all: typeof types): unknown {
  const found = all.find(({ key }) => key === call.params.type);
  if (found === undefined) throw new JiraRefusal(404, [`The project type '${call.params.type ?? ''}' does not exist.`]);
  return found;
}

function validateKey(call: JiraCall): Answer {
  const error = keyError(call, call.request.query.get('key') ?? '');
  return json({ errorMessages: [], errors: error === undefined ? {} : { projectKey: error } });
}

/** The key itself when it is free, else one made of it with a number. */
function validKey(call: JiraCall): string {
  const letters =
    (call.request.query.get('key') ?? '')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replace(/^[0-9]+/, '')
      .slice(0, 10) || 'KEY';
  for (let number = 1, key = letters; ; number += 1) {
    if (keyError(call, key) === undefined) return key;
    key = `${letters.slice(0, 8)}${number}`;
  }
}

function validName(call: JiraCall): string {
  const wanted = call.request.query.get('name') ?? '';
  const taken = new Set([...call.state.projects.values()].map(({ name }) => name.toLowerCase()));
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.has(name.toLowerCase())) return name;
    name = `${wanted} ${number}`;
  }
}

function emailOf(call: JiraCall): string {
  return findProject(call).email ?? `jira@${new URL(call.request.origin).hostname}`;
}

function setEmail(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const email = asText(readBody(call).emailAddress) ?? '';
  if (email !== '' && !email.includes('@')) throw new JiraRefusal(400, ['The email address is not valid.']);
  call.state.projects.edit(project.id, row => {
    row.email = email === '' ? null : email;
  });
  return { status: 204, headers: {}, body: { kind: 'empty' } };
}
