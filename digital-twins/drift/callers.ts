/** A seed with one caller who may do everything, and how it says who it is: for replaying what somebody else recorded. */
export interface Caller {
  seed: unknown;
  authorization: string;
}

const people = [{ id: 'caller', name: 'Drift Caller', email: 'caller@drift.example', password: 'Correct-Horse-1' }];

export const callers: Record<string, Caller> = {
  slack: {
    seed: {
      people,
      slack: { bots: [{ name: 'caller-app', token: 'xoxb-drift-caller-token' }], channels: [{ name: 'general' }] },
    },
    authorization: 'Bearer xoxb-drift-caller-token',
  },
  okta: { seed: { people, okta: { apiTokens: ['00drift-caller-token'] } }, authorization: 'SSWS 00drift-caller-token' },
  jira: {
    seed: {
      people,
      jira: {
        apiTokens: [{ person: 'caller', token: 'drift-caller-token' }],
        projects: [{ key: 'DRIFT', name: 'Drift', lead: 'caller' }],
      },
    },
    authorization: `Basic ${Buffer.from('caller@drift.example:drift-caller-token').toString('base64')}`,
  },
};
