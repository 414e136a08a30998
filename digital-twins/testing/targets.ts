import { exampleSeed } from './example-seed.ts';

/** One call of a twin that would be answered with success, as the base of calls that must not be. */
export interface TargetCall {
  twin: 'slack' | 'okta' | 'jira';
  method: string;
  path: string;
  authorization: string;
  body: Record<string, unknown>;
  /** Whether the answer is an error in the shape of the vendor. */
  isRefusal(status: number, text: string): boolean;
}

export const basic = (login: string, token: string) => `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`;

export const credentials = {
  slack: 'Bearer xoxb-helpdesk-seed-token',
  okta: 'SSWS 00seed-okta-api-token',
  jira: basic('ada@acme.example', 'jira-ada-token'),
};

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A write of each twin that takes JSON. */
export const targetCalls: TargetCall[] = [
  {
    twin: 'slack',
    method: 'POST',
    path: '/api/chat.postMessage',
    authorization: credentials.slack,
    body: { channel: 'support', text: 'hello' },
    isRefusal: (status, text) => (status === 200 || status === 429) && typeof parse(text).error === 'string',
  },
  {
    twin: 'okta',
    method: 'POST',
    path: '/api/v1/groups',
    authorization: credentials.okta,
    body: { profile: { name: 'Made by a test', description: 'x' } },
    isRefusal: (status, text) => status >= 400 && status < 500 && /^E\d{7}$/.test(String(parse(text).errorCode)),
  },
  {
    twin: 'jira',
    method: 'POST',
    path: '/rest/api/3/issue',
    authorization: credentials.jira,
    body: { fields: { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Made by a test' } },
    isRefusal: (status, text) => status >= 400 && status < 500 && Array.isArray(parse(text).errorMessages),
  },
];

/** The company of all tests, on a clock that stands: nothing changes but by what a test does. */
export const targetSeed = exampleSeed;
