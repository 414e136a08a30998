import type { Answer } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { demand, demandOneOf } from '../documents/demand.ts';
import { type Resource, resourceOperations } from '../documents/resource.ts';
import { matches, readFilter } from '../filter/match.ts';
import type { Json } from '../json.ts';
import { demandWhole } from './settings.ts';

/** How much of the org's limits one token or client may use (Okta docs, Principal Rate Limits). They cannot be deleted. */
const principalRateLimits: Resource = {
  kind: 'principalRateLimits',
  path: '/api/v1/principal-rate-limits',
  noun: 'PrincipalRateLimitEntity',
  prefix: 'prl',
  label: 'docs',
  canDelete: false,
  createStatus: 201,
  create: (call, given) => {
    demandPrincipal(call, given);
    const other = call.state.documents.by('kind', 'principalRateLimits').find(doc => doc.body.principalId === given.principalId);
    if (other !== undefined)
      throw invalid('principalRateLimitMediated', 'A principal rate limit entity already exists for this principal.');
    const by = call.state.org.adminId;
    return { orgId: call.state.org.id, ...fieldsOf(given), createdBy: by, lastUpdatedBy: by };
  },
  update: (call, given, { body }) => {
    demand(given, 'principalId', 'principalType');
    if (given.principalId !== body.principalId)
      throw invalid('principalRateLimitMediated', 'principalId: The principal of an entity cannot be changed.');
    return { ...body, ...fieldsOf(given), lastUpdatedBy: call.state.org.adminId };
  },
  shape: (_call, doc) => shape(doc),
};

function shape({ body }: Readonly<Doc>): Json {
  const { created, lastUpdated, ...shown } = body;
  return { ...shown, createdDate: created, lastUpdate: lastUpdated };
}

/** The token or client must be there. Throws `OktaRefusal` 400. */
function demandPrincipal(call: OktaCall, given: Json): void {
  demand(given, 'principalId', 'principalType');
  demandOneOf(given, 'principalType', ['SSWS_TOKEN', 'OAUTH_CLIENT']);
  const id = String(given.principalId);
  const { apiTokens, apps } = call.state;
  const isThere = given.principalType === 'SSWS_TOKEN' ? apiTokens.has(id) : apps.by('client', id).length > 0;
  if (!isThere) throw invalid('principalRateLimitMediated', 'principalId: Invalid principal ID.');
}

function fieldsOf(given: Json): Json {
  const percentages = ['defaultPercentage', 'defaultConcurrencyPercentage'].filter(field => given[field] !== undefined);
  const shares = Object.fromEntries(percentages.map(field => [field, demandWhole(given, field, 0, 100)]));
  return { principalId: given.principalId, principalType: given.principalType, ...shares };
}

export const principalRateLimitOperations: Operation<OktaState>[] = [
  managed({ name: 'principalRateLimits.list', method: 'GET', path: principalRateLimits.path, label: 'docs', run: list }),
  ...resourceOperations(principalRateLimits).filter(({ name }) => name !== 'principalRateLimits.list'),
];

/** The list wants to know which type of principal is meant. */
function list(call: OktaCall): Answer {
  const filter = call.request.query.get('filter') ?? '';
  if (!/\bprincipalType\s+eq\b/.test(filter)) throw invalid('filter', 'filter: The filter must name a principalType.');
  const condition = readFilter(filter, { principalType: ['eq'], principalId: ['eq'] });
  const { documents } = call.state;
  const { kind } = principalRateLimits;
  return pageBySeq(call, { list: kind, limit: 20, most: 50, shape }, from =>
    walk(documents, 'kind', kind, from, ({ body }) => matches(condition, path => body[path])),
  );
}
