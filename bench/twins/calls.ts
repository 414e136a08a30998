import { httpRequest } from './load.ts';
import { basic, tokens } from './seeds.ts';

/** One kind of call that the benchmark repeats. */
export type CallKind = {
  readonly name: string;
  readonly twin: 'slack' | 'okta' | 'jira';
  readonly isWrite: boolean;
  request(n: number): string;
  isRight(answer: string): boolean;
};

const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${tokens.slack}` };
const okta = { authorization: `SSWS ${tokens.okta}`, accept: 'application/json' };
const jira = { authorization: basic, accept: 'application/json' };
const asJson = { 'content-type': 'application/json' };

/** What products ask for most. `people` and `issues` say how many there are to choose from. */
export function callKinds({ people, issues }: { people: number; issues: number }): CallKind[] {
  const slack = (name: string, isWrite: boolean, fields: (n: number) => string): CallKind => ({
    name: `slack.${name}`,
    twin: 'slack',
    isWrite,
    request: n => httpRequest('POST', `/api/${name}`, form, fields(n)),
    isRight: answer => answer.includes('"ok":true'),
  });
  const issueOf = (n: number) => `HELP-${1 + (n % Math.floor(issues / 2))}`;
  return [
    slack('conversations.history', false, () => 'channel=C0SUPPORT1&limit=10'),
    slack('users.list', false, () => 'limit=5'),
    slack('chat.postMessage', true, n => `channel=C0SUPPORT1&text=message+${n}`),
    {
      name: 'okta.users.get',
      twin: 'okta',
      isWrite: false,
      request: n => httpRequest('GET', `/api/v1/users/p${n % people}%40acme.example`, okta),
      isRight: answer => answer.startsWith('HTTP/1.1 200'),
    },
    {
      name: 'okta.users.update',
      twin: 'okta',
      isWrite: true,
      request: n => {
        const body = JSON.stringify({ profile: { title: `Title ${n}` } });
        return httpRequest('POST', `/api/v1/users/p${n % people}%40acme.example`, { ...okta, ...asJson }, body);
      },
      isRight: answer => answer.startsWith('HTTP/1.1 200'),
    },
    {
      name: 'jira.issue.get',
      twin: 'jira',
      isWrite: false,
      request: n => httpRequest('GET', `/rest/api/3/issue/${issueOf(n)}?fields=summary,status,assignee`, jira),
      isRight: answer => answer.startsWith('HTTP/1.1 200'),
    },
    {
      name: 'jira.issue.create',
      twin: 'jira',
      isWrite: true,
      request: n => {
        const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: `Made by the benchmark ${n}` };
        return httpRequest('POST', '/rest/api/3/issue', { ...jira, ...asJson }, JSON.stringify({ fields }));
      },
      isRight: answer => answer.startsWith('HTTP/1.1 201'),
    },
  ];
}
