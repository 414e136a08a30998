import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { isAdmin } from '../../access/can.ts';
import { type JiraCall, type RestOperation, restOperation } from '../../operation.ts';
import { asList, asObject, asText, readBody } from '../../reading.ts';
import { errorAnswer, JiraRefusal } from '../../refusal.ts';
import type { JiraState } from '../../state.ts';
import { createContext } from '../context.ts';
import { prepareSearch } from '../find.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { parseJql } from '../syntax/parser.ts';
import { referenceData, suggestions } from './autocomplete.ts';
import { withoutNames, withoutUsers } from './privacy.ts';
import { structureOf } from './write.ts';

const operations: RestOperation[] = [
  { name: 'jql.parse', method: 'POST', path: '/jql/parse', label: 'spec', anonymous: true, run: parse },
  { name: 'jql.match', method: 'POST', path: '/jql/match', label: 'spec', anonymous: true, run: match },
  { name: 'jql.sanitize', method: 'POST', path: '/jql/sanitize', label: 'spec', run: sanitize },
  { name: 'jql.pdcleaner', method: 'POST', path: '/jql/pdcleaner', label: 'spec', run: cleanUsers },
  {
    name: 'jql.autocompletedata',
    method: 'GET POST',
    path: '/jql/autocompletedata',
    label: 'spec',
    anonymous: true,
    run: call => json(referenceData(call)),
  },
  {
    name: 'jql.suggestions',
    method: 'GET',
    path: '/jql/autocompletedata/suggestions',
    label: 'spec',
    anonymous: true,
    run: call => json({ results: suggestions(call) }),
  },
  // Functions of apps: a site without apps has none (Jira docs, "JQL functions (apps)").
  {
    name: 'jql.precomputations',
    method: 'GET POST',
    path: '/jql/function/computation /jql/function/computation/search',
    label: 'docs',
    run: () => errorAnswer(403, ['This endpoint can only be used by Connect or Forge apps.']),
  },
];

export const jqlOperations: Operation<JiraState>[] = operations.map(restOperation);

function readQueries(value: unknown, most: number): string[] {
  const queries = asList(value).map(asText);
  if (queries.length === 0 || !queries.every(one => one !== undefined))
    throw new JiraRefusal(400, ['The queries has to be provided.']);
  if (queries.length > most) throw new JiraRefusal(400, [`The maximum number of queries is ${most}.`]);
  return queries.filter(one => one !== undefined);
}

function messagesOf(error: unknown): string[] {
  if (error instanceof JqlError) return error.messages;
  throw error;
}

/** Each query as a tree; `validation` says whether what the site has not got is an error, a warning or nothing. */
function parse(call: JiraCall): Answer {
  const validation = call.request.query.get('validation') ?? 'strict';
  if (!['strict', 'warn', 'none'].includes(validation)) {
    throw new JiraRefusal(400, [`Unknown validation: ${validation}. The valid values are strict, warn and none.`]);
  }
  const queries = readQueries(readBody(call).queries, 100);
  return json({ queries: queries.map(query => parseOne(call, query, validation)) });
}

function parseOne(call: JiraCall, query: string, validation: string): Record<string, unknown> {
  const { state, user, clock } = call;
  try {
    const structure = structureOf(parseJql(query), createContext(state, user, clock.now()));
    const wrong = validation === 'none' ? [] : validate(call, query);
    if (wrong.length === 0) return { query, structure };
    return validation === 'strict' ? { query, errors: wrong } : { query, structure, warnings: wrong };
  } catch (error) {
    return { query, errors: messagesOf(error) };
  }
}

function validate({ state, user, clock }: JiraCall, query: string): string[] {
  try {
    prepareSearch(query, state, user, clock.now());
    return [];
  } catch (error) {
    return messagesOf(error);
  }
}

/** Which of some issues each query finds. */
function match(call: JiraCall): Answer {
  const body = readBody(call);
  const ids = asList(body.issueIds).map(asText);
  if (ids.length === 0 || asList(body.jqls).length === 0)
    throw new JiraRefusal(400, ['The issueIds and jqls have to be provided.']);
  const issues = ids.flatMap(id => call.state.issues.get(id ?? '') ?? []);
  const matches = readQueries(body.jqls, 1000).map(jql => {
    try {
      const query = prepareSearch(jql, call.state, call.user, call.clock.now());
      return { matchedIssues: issues.filter(query.matches).map(issue => Number(issue.id)), errors: [] };
    } catch (error) {
      messagesOf(error);
      // A query that can be read and names what is not there finds nothing; the live suite of jira.js saw it so.
      const isBroken = error instanceof JqlError && (error.isSyntax || error.messages.some(text => text.startsWith("Field '")));
      return { matchedIssues: [], errors: isBroken ? [`Invalid JQL: ${jql}`] : [] };
    }
  });
  return json({ matches });
}

/** Queries as another person may read them: what they cannot see stands there by its id. */
function sanitize(call: JiraCall): Answer {
  const { state, user, clock } = call;
  if (!isAdmin(state, user)) {
    throw new JiraRefusal(403, ['You are not authorized to perform this action. Administrator privileges are required.']);
  }
  const given = asList(readBody(call).queries).map(asObject);
  readQueries(
    given.map(one => one.query),
    20,
  );
  const queries = given.map(({ query, accountId }) => {
    const initialQuery = String(query);
    const about = { initialQuery, ...(typeof accountId === 'string' ? { accountId } : {}) };
    const reader = state.users.get(String(accountId));
    try {
      return { ...about, sanitizedQuery: withoutNames(initialQuery, state, reader, clock.now()) };
    } catch (error) {
      return { ...about, errors: { errorMessages: messagesOf(error), errors: {} } };
    }
  });
  return json({ queries });
}

/** Queries with account ids instead of names and addresses. */
function cleanUsers(call: JiraCall): Answer {
  const { state, user, clock } = call;
  const queries = readQueries(readBody(call).queryStrings, 100);
  const cleaned = queries.map(originalQuery => {
    try {
      return { originalQuery, ...withoutUsers(originalQuery, createContext(state, user, clock.now())) };
    } catch (error) {
      throw new JiraRefusal(400, messagesOf(error));
    }
  });
  return json({
    queryStrings: cleaned.filter(one => one.isKnown).map(one => one.query),
    queriesWithUnknownUsers: cleaned
      .filter(one => !one.isKnown)
      .map(({ originalQuery, query }) => ({ originalQuery, convertedQuery: query })),
  });
}
