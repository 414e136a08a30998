/** A site in which everything that can be asked for is there once. */
export const seed = {
  people: [
    { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' },
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
  ],
  jira: {
    apiTokens: [{ person: 'ada', token: 'jira-ada-token' }],
    connectApps: [{ key: 'planner', sharedSecret: 'planner-shared-secret' }],
    groups: [{ name: 'support', members: ['ada'] }],
    categories: ['Internal'],
    fields: [{ name: 'Team', type: 'select', options: ['Red', 'Blue'] }],
    filters: [{ name: 'All of it', owner: 'ada', jql: 'project = HELP', shared: true }],
    boards: [{ name: 'Desk', project: 'HELP', quickFilters: [{ name: 'Mine', jql: 'assignee = currentUser()' }] }],
    projects: [
      {
        key: 'HELP',
        name: 'Help desk',
        category: 'Internal',
        components: [{ name: 'Printer', lead: 'ada' }],
        versions: [{ name: '1.0', releaseDate: '2026-04-01' }],
        securityLevels: { Inner: ['ada'] },
      },
    ],
    issues: [
      {
        key: 'HELP-1',
        summary: 'Printer is on fire',
        components: ['Printer'],
        fixVersions: ['1.0'],
        fields: { Team: 'Red' },
        originalEstimate: '1d',
        comments: [{ from: 'ben', text: 'On my way' }],
        worklogs: [{ from: 'ada', spent: '2h', text: 'Looked' }],
        attachments: [{ name: 'log.txt', text: 'smoke' }],
        history: [{ by: 'ada', at: '2026-03-01T10:00:00Z', field: 'status', from: 'To Do', to: 'In Progress' }],
        watchers: ['ben'],
        voters: ['ben'],
      },
      { key: 'HELP-2', summary: 'No paper', links: [{ type: 'Blocks', to: 'HELP-1' }], type: 'Bug', reporter: 'ben' },
      { key: 'HELP-3', summary: 'A part of it', type: 'Sub-task', parent: 'HELP-1' },
      { key: 'HELP-4', summary: 'All about paper', type: 'Epic' },
    ],
  },
};
