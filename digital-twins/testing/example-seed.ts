/** A small company, used by the tests of all twins. */
export const exampleSeed = {
  clock: '2026-03-02T09:00:00Z',
  people: [
    { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password: 'Correct-Horse-1', title: 'Support lead' },
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example', password: 'Correct-Horse-2' },
    { id: 'zoe', name: 'Zoe Lind', email: 'zoe@acme.example', password: 'Correct-Horse-3', status: 'deactivated' },
  ],
  slack: {
    team: { name: 'Acme', domain: 'acme' },
    bots: [
      { name: 'helpdesk', token: 'xoxb-helpdesk-seed-token' },
      { name: 'reader', token: 'xoxb-reader-seed-token', scopes: ['channels:read'] },
    ],
    userTokens: [
      { person: 'ada', token: 'xoxp-ada-seed-token' },
      { person: 'zoe', token: 'xoxp-zoe-seed-token' },
    ],
    channels: [
      {
        name: 'support',
        topic: 'Customer escalations',
        members: ['ada', 'ben', 'helpdesk'],
        messages: [
          { from: 'ada', text: 'Morning! See <https://acme.example|the board> and *T-7*', at: '2026-03-02T08:55:00Z' },
          { from: 'helpdesk', text: 'T-7 escalated', at: '2026-03-02T08:56:00Z', reactions: { eyes: ['ada'] } },
        ],
      },
      { name: 'general' },
      { name: 'old', archived: true, members: ['ada', 'helpdesk'] },
      { name: 'secret', private: true, members: ['ada'] },
    ],
  },
  okta: {
    apps: [
      {
        label: 'Help desk',
        clientId: '0oahelpdesk0000001',
        clientSecret: 'helpdesk-client-secret',
        redirectUris: ['http://product.localhost/auth/callback'],
        postLogoutRedirectUris: ['http://product.localhost/'],
      },
      { label: 'Mobile', clientId: '0oamobile000000001', redirectUris: ['http://product.localhost/mobile'], assigned: ['ada'] },
    ],
    apiTokens: ['00seed-okta-api-token'],
    groups: [{ name: 'Support', members: ['ada'] }],
  },
  jira: {
    site: { title: 'Acme Jira' },
    apiTokens: [
      { person: 'ada', token: 'jira-ada-token' },
      { person: 'ben', token: 'jira-ben-token' },
    ],
    workflows: {
      support: {
        statuses: [
          { name: 'Open', category: 'new' },
          { name: 'Escalated', category: 'indeterminate' },
          { name: 'Done', category: 'done' },
        ],
        transitions: [
          { name: 'Escalate', from: ['Open'], to: 'Escalated' },
          { name: 'Resolve', to: 'Done' },
        ],
      },
    },
    projects: [
      { key: 'HELP', name: 'Help desk', lead: 'ada', workflow: 'support', issueTypes: ['Task', 'Bug'] },
      { key: 'BOARD', name: 'Board room', lead: 'ada', members: ['ada'] },
    ],
    issues: [
      {
        key: 'HELP-7',
        summary: 'Printer is on fire',
        description: 'Smoke since nine.\n\nPlease hurry.',
        priority: 'High',
        assignee: 'ada',
        labels: ['urgent'],
        created: '2026-03-01T10:00:00Z',
        comments: [{ from: 'ben', text: 'On my way', at: '2026-03-01T10:05:00Z' }],
      },
      { project: 'HELP', type: 'Bug', summary: 'Login page is slow', status: 'Done', created: '2026-03-01T11:00:00Z' },
      { project: 'BOARD', summary: 'Secret plan', created: '2026-03-01T12:00:00Z' },
    ],
  },
};
