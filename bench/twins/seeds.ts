/** How much a namespace holds. */
export type Size = { readonly people: number; readonly messages: number; readonly issues: number };

export const small: Size = { people: 5, messages: 20, issues: 20 };
export const large: Size = { people: 10_000, messages: 50_000, issues: 20_000 };

export const tokens = { slack: 'xoxb-bench-token-000000', okta: '00bench-okta-api-token', jira: 'bench-jira-api-token' };
export const basic = `Basic ${Buffer.from(`p0@acme.example:${tokens.jira}`).toString('base64')}`;

const statuses = ['To Do', 'In Progress', 'Done'];
const words = ['printer', 'login', 'export', 'invoice', 'search', 'upload', 'report', 'mail'];

/** One seed document for all three twins. Real time, so that nothing is bound to a clock that stands. */
export function seedOf({ people, messages, issues }: Size): unknown {
  return {
    people: numbered(people, n => ({
      id: `p${n}`,
      name: `Person ${n}`,
      email: `p${n}@acme.example`,
      password: 'Correct-Horse-1',
    })),
    slack: {
      bots: [{ name: 'bench', token: tokens.slack }],
      channels: [
        {
          name: 'support',
          id: 'C0SUPPORT1',
          members: ['p0', 'p1', 'bench'],
          messages: numbered(messages, n => ({ from: `p${n % 2}`, text: `Ticket T-${n}: the ${word(n)} does not work` })),
        },
      ],
    },
    okta: { apiTokens: [tokens.okta] },
    jira: {
      apiTokens: [{ person: 'p0', token: tokens.jira }],
      projects: [
        { key: 'HELP', name: 'Help desk', lead: 'p0' },
        { key: 'OPS', name: 'Operations', lead: 'p0' },
      ],
      issues: numbered(issues, n => ({
        project: n % 4 === 0 ? 'OPS' : 'HELP',
        summary: `The ${word(n)} does not work (${n})`,
        status: statuses[n % 3],
        assignee: `p${n % Math.min(people, 50)}`,
        labels: n % 10 === 0 ? ['urgent'] : [],
      })),
    },
  };
}

function numbered<Item>(count: number, make: (n: number) => Item): Item[] {
  return Array.from({ length: count }, (_item, n) => make(n));
}

function word(n: number): string {
  return words[n % words.length] ?? '';
}
