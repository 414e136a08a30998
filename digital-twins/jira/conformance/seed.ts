/** What people send as their API tokens. */
export const tokens = {
  ada: 'jira-conformance-ada',
  ben: 'jira-conformance-ben',
  cleo: 'jira-conformance-cleo',
  dan: 'jira-conformance-dan',
};

export type PersonId = keyof typeof tokens;

/** The app that people allow to act for them. */
export const planner = { name: 'Planner', clientId: 'planner-client', clientSecret: 'planner-client-secret' };

const people = [
  { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', timezone: 'Europe/Madrid' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
  { id: 'cleo', name: 'Cleo Sand', email: 'cleo@acme.example' },
  { id: 'dan', name: 'Dan Novak', email: 'dan@acme.example', status: 'deactivated' },
];

const workflows = {
  support: {
    statuses: [
      { name: 'Open', category: 'new' },
      { name: 'Escalated', category: 'indeterminate' },
      { name: 'Waiting', category: 'indeterminate' },
      { name: 'Done', category: 'done' },
    ],
    transitions: [
      { name: 'Escalate', from: ['Open'], to: 'Escalated' },
      { name: 'Wait', from: ['Escalated'], to: 'Waiting', screen: ['!duedate', 'summary'] },
      { name: 'Take back', from: ['Escalated'], to: 'Open', only: 'assignee' },
      { name: 'Resolve', from: ['Open', 'Escalated', 'Waiting'], to: 'Done', screen: ['resolution'] },
      { name: 'Reopen', from: ['Done'], to: 'Open' },
    ],
  },
};

const projects = [
  {
    key: 'HELP',
    name: 'Help desk',
    lead: 'ada',
    workflow: 'support',
    issueTypes: ['Task', 'Bug', 'Story', 'Epic', 'Sub-task'],
    components: [{ name: 'Printer', lead: 'ben' }, { name: 'Network' }],
    versions: [{ name: '1.0', released: true, releaseDate: '2026-02-01' }, { name: '2.0' }],
    roles: { Administrators: ['ada'] },
    permissions: { DELETE_ISSUES: ['ada'] },
  },
  { key: 'OPS', name: 'Operations', lead: 'ben', workflow: 'support', issueTypes: ['Task'] },
  { key: 'SECRET', name: 'Secret plans', lead: 'cleo', members: ['cleo'], issueTypes: ['Task'] },
];

const issues = [
  { key: 'HELP-1', type: 'Epic', summary: 'Everybody can print', reporter: 'ada' },
  {
    key: 'HELP-2',
    type: 'Bug',
    parent: 'HELP-1',
    summary: 'Printer is on fire',
    description: 'Smoke since nine.',
    priority: 'High',
    assignee: 'ben',
    reporter: 'ada',
    labels: ['urgent'],
    components: ['Printer'],
    created: '2026-03-01T10:00:00Z',
  },
  { key: 'HELP-3', type: 'Task', summary: 'Order paper', reporter: 'ben', originalEstimate: '1d' },
  { key: 'HELP-4', type: 'Sub-task', parent: 'HELP-3', summary: 'Ask for offers', reporter: 'ben' },
  { key: 'OPS-1', type: 'Task', summary: 'Rotate the keys', reporter: 'ben', status: 'Escalated' },
  { key: 'SECRET-1', type: 'Task', summary: 'Buy the printer maker', reporter: 'cleo' },
];

/** The site of all checks; `jira` adds to its Jira part. */
export function seedOf(jira: (productUrl: string) => Record<string, unknown> = () => ({})): (productUrl: string) => unknown {
  return productUrl => ({
    clock: '2026-03-02T09:00:00Z',
    people,
    jira: {
      apiTokens: Object.entries(tokens).map(([person, token]) => ({ person, token })),
      groups: [
        { name: 'support team', members: ['ada', 'ben'] },
        { name: 'auditors', members: ['cleo'] },
      ],
      workflows,
      projects,
      issues,
      fields: [{ name: 'Team', type: 'select', options: ['Red', 'Blue'] }],
      oauthApps: [{ ...planner, redirectUris: [`${productUrl}/callback`] }],
      ...jira(productUrl),
    },
  });
}

export const seed = seedOf();

/** The same with so many tasks more, `Task 001` and so on, in OPS. */
export function seedWithTasks(count: number): (productUrl: string) => unknown {
  const more = Array.from({ length: count }, (_none, place) => ({
    project: 'OPS',
    type: 'Task',
    summary: `Task ${String(place + 1).padStart(3, '0')}`,
    reporter: 'ben',
  }));
  return seedOf(() => ({ issues: [...issues, ...more] }));
}

/** The same with a board of its project, a sprint that runs and one to come. */
export const seedWithBoard = seedOf(() => ({
  boards: [{ name: 'Help board', project: 'HELP', type: 'scrum' }],
  sprints: [
    { name: 'One', state: 'active', start: '2026-02-23T09:00:00Z', end: '2026-03-09T09:00:00Z', issues: ['HELP-2'] },
    { name: 'Two', state: 'future' },
  ],
}));
