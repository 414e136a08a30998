import { createTable } from '../kit/table.ts';
import { membershipKey, messageKey, type SlackState } from './state.ts';
import type { AppRows } from './state-app.ts';
import type { ContentRows } from './state-content.ts';

type Rows = Omit<SlackState, 'team' | 'settings' | 'counters' | 'rates'>;

/** The empty tables of a workspace. */
export function createTables(): Rows {
  return { ...workspaceTables(), ...contentTables(), ...appTables() };
}

function workspaceTables(): Omit<Rows, keyof AppRows | keyof ContentRows> {
  return {
    users: createTable({
      key: user => user.id,
      indexes: {
        name: { of: user => user.name },
        email: { of: user => (user.email === '' ? undefined : user.email.toLowerCase()) },
        bot: { of: user => user.bot?.botId },
        all: { of: () => 'all' },
      },
    }),
    channels: createTable({
      key: channel => channel.id,
      indexes: {
        name: { of: channel => (channel.name === '' ? undefined : channel.name) },
        people: { of: channel => channel.people },
        all: { of: () => 'all' },
      },
    }),
    memberships: createTable({
      key: one => membershipKey(one.channelId, one.userId),
      indexes: { channel: { of: one => one.channelId }, user: { of: one => one.userId } },
    }),
    messages: createTable({
      key: one => messageKey(one.channelId, one.ts),
      indexes: {
        channel: {
          of: one => (one.threadTs === undefined || one.broadcast === true ? one.channelId : undefined),
          order: one => one.ts,
        },
        thread: {
          of: one => (one.threadTs === undefined ? undefined : messageKey(one.channelId, one.threadTs)),
          order: one => one.ts,
        },
        author: { of: one => one.user, order: one => one.ts },
        all: { of: one => one.channelId, order: one => one.ts },
      },
    }),
  };
}

function contentTables(): ContentRows {
  return {
    ephemerals: createTable({
      key: one => `${one.channelId}:${one.ts}:${one.userId}`,
      indexes: { user: { of: one => one.userId, order: one => one.ts } },
    }),
    scheduled: createTable({ key: one => one.id, indexes: { time: { of: () => 'all', order: one => one.postAt } } }),
    files: createTable({ key: one => one.id, indexes: { all: { of: () => 'all', order: one => one.created } } }),
    contents: createTable({ key: one => one.id }),
    uploads: createTable({ key: one => one.ticket }),
    pins: createTable({ key: one => messageKey(one.channelId, one.ts), indexes: { channel: { of: one => one.channelId } } }),
    bookmarks: createTable({ key: one => one.id, indexes: { channel: { of: one => one.channelId } } }),
    usergroups: createTable({ key: one => one.id, indexes: { handle: { of: one => one.handle } } }),
    reminders: createTable({ key: one => one.id, indexes: { user: { of: one => [one.userId, one.creator] } } }),
    stars: createTable({ key: one => `${one.userId}:${one.target}`, indexes: { user: { of: one => one.userId } } }),
  };
}

function appTables(): AppRows {
  return {
    apps: createTable({
      key: app => app.id,
      indexes: { client: { of: app => app.clientId }, bot: { of: app => app.botId }, botUser: { of: app => app.botUserId } },
    }),
    tokens: createTable({ key: one => one.token, indexes: { app: { of: one => one.appId }, user: { of: one => one.userId } } }),
    refreshTokens: createTable({ key: one => one.token, indexes: { access: { of: one => one.accessToken } } }),
    codes: createTable({ key: one => one.code }),
    incomingWebhooks: createTable({
      key: one => one.path,
      indexes: { app: { of: one => one.appId }, channel: { of: one => one.channelId } },
    }),
    views: createTable({
      key: view => view.id,
      indexes: {
        user: { of: view => view.userId },
        external: { of: view => view.externalId && `${view.appId}:${view.externalId}` },
      },
    }),
    triggers: createTable({ key: one => one.id }),
    rtmTickets: createTable({ key: one => one.ticket }),
    responseUrls: createTable({ key: one => one.path }),
    envelopes: createTable({
      key: one => one.id,
      indexes: { app: { of: one => one.appId }, time: { of: () => 'all', order: one => one.dueAt } },
    }),
    tickets: createTable({ key: one => one.ticket }),
  };
}
