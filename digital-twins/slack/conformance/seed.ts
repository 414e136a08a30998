/** Tokens of the checks' workspace: who a client acts as. */
export const token = {
  helpdesk: 'xoxb-conformance-helpdesk',
  writer: 'xoxb-conformance-writer',
  reader: 'xoxb-conformance-reader',
  ada: 'xoxp-conformance-ada',
  ben: 'xoxp-conformance-ben',
  zoe: 'xoxp-conformance-zoe',
  appLevel: 'xapp-1-A0HELPDESK-conformance',
};

export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';

/** What stands after /services/ in the address of the app's incoming webhook, which leads to #support. */
export const webhookPath = 'T0CONFORM1/B0CONFORM1/conformanceWebhookSecret1';

/** What the app `helpdesk` installs with. */
export const client = { id: '1111111111.2222222222', secret: 'conformance-client-secret' };

export const channel = {
  support: 'C0SUPPORT1',
  general: 'C0GENERAL1',
  lounge: 'C0LOUNGE01',
  old: 'C0OLD00001',
  secret: 'C0SECRET01',
};

const people = [
  { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', title: 'Support lead', timezone: 'Europe/Madrid' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
  { id: 'cleo', name: 'Cleo Ito', email: 'cleo@acme.example' },
  { id: 'zoe', name: 'Zoe Lind', email: 'zoe@acme.example', status: 'deactivated' },
];

const channels = [
  {
    name: 'support',
    id: channel.support,
    topic: 'Customer escalations',
    members: ['ada', 'ben', 'helpdesk', 'writer'],
    messages: [
      { from: 'ada', text: 'The printer is on fire', at: '2026-03-02T08:00:00Z' },
      { from: 'ben', text: 'Calling the fire brigade', at: '2026-03-02T08:10:00Z' },
      { from: 'helpdesk', text: 'T-7 escalated', at: '2026-03-02T08:20:00Z' },
    ],
  },
  { name: 'general', id: channel.general },
  { name: 'lounge', id: channel.lounge, members: ['ada', 'cleo'] },
  { name: 'old', id: channel.old, archived: true, members: ['ada', 'helpdesk', 'writer'] },
  { name: 'secret', id: channel.secret, private: true, members: ['ada'] },
];

/** The app that the checks' product is. */
function helpdesk(productUrl: string) {
  return {
    name: 'helpdesk',
    id: 'A0HELPDESK',
    clientId: client.id,
    clientSecret: client.secret,
    signingSecret,
    verificationToken: 'conformance-verification-token',
    token: token.helpdesk,
    appToken: token.appLevel,
    incomingWebhooks: [{ channel: 'support', path: webhookPath }],
    redirectUrls: [`${productUrl}/slack/oauth_redirect`],
  };
}

/** Parts of the app that only some checks want. */
interface Wants {
  app?: Record<string, unknown>;
  /** More apps. */
  others?: Record<string, unknown>[];
  slack?: Record<string, unknown>;
  clock?: string | undefined;
}

/**
 * A workspace of four people (one deactivated), five channels and three apps: `helpdesk`, which may do everything and is the
 * product; `writer`, which may write where it is a member; `reader`, which may only list public channels.
 */
export function workspace(
  productUrl: string,
  { app = {}, others = [], slack = {}, clock = '2026-03-02T09:00:00Z' }: Wants = {},
): unknown {
  return {
    clock,
    people,
    slack: {
      team: { name: 'Acme', domain: 'acme' },
      apps: [{ ...helpdesk(productUrl), ...app }, ...others],
      bots: [
        { name: 'writer', token: token.writer, scopes: ['chat:write', 'channels:read', 'channels:history', 'reactions:write'] },
        { name: 'reader', token: token.reader, scopes: ['channels:read'] },
      ],
      userTokens: [
        { person: 'ada', token: token.ada },
        { person: 'ben', token: token.ben },
        { person: 'zoe', token: token.zoe },
      ],
      channels,
      ...slack,
    },
  };
}

/** A workspace in which the product takes events and interactions over HTTP. */
export function listening(botEvents: string[], more: Wants = {}): (productUrl: string) => unknown {
  return productUrl => {
    const app = {
      eventsUrl: `${productUrl}/slack/events`,
      interactivityUrl: `${productUrl}/slack/events`,
      slashCommands: [
        { command: '/ticket', url: `${productUrl}/slack/events`, description: 'Opens a ticket', usageHint: '[title]' },
      ],
      botEvents,
      ...more.app,
    };
    return workspace(productUrl, { ...more, app });
  };
}
