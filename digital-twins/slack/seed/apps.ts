import type { World } from '../../kit/plugin.ts';
import { findPerson } from '../../kit/seed.ts';
import { TwinError } from '../../kit/twin-error.ts';
import { namedId } from '../new-id.ts';
import { allScopes } from '../scopes.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp, Token } from '../state-app.ts';
import { seconds } from '../ts.ts';
import { type AppSeed, appSchema } from './app-schema.ts';
import { addUser, blankUser, userByName } from './people.ts';
import type { SlackSeed } from './schema.ts';

/** Apps with their bot users and tokens; a bot of the seed is an app of which nothing else is known. */
export function addApps(state: SlackState, seed: SlackSeed, world: World): void {
  for (const bot of seed.bots) addApp(state, world, appSchema.parse(bot));
  for (const app of seed.apps) addApp(state, world, app);
}

function addApp(state: SlackState, world: World, seed: AppSeed): void {
  const app = appOf(world, seed);
  if (state.apps.has(app.id)) throw new TwinError(400, 'seed.invalid', `slack.apps: two apps have the id ${app.id}`);
  state.apps.add(app);
  addUser(state, {
    ...blankUser(seed.name, seed.title ?? seed.name),
    id: app.botUserId,
    deleted: !app.isInstalled,
    hasPicture: seed.picture,
    updated: seconds(world.clock.now()),
    bot: { botId: app.botId, appId: app.id },
  });
  if (seed.token !== undefined && app.isInstalled) {
    addToken(state, {
      token: seed.token,
      kind: 'bot',
      appId: app.id,
      userId: app.botUserId,
      scopes: app.scopes,
      isRevoked: false,
    });
  }
  for (const token of app.appTokens) {
    const scopes = ['connections:write', 'authorizations:read', 'app_configurations:write'];
    addToken(state, { token, kind: 'app', appId: app.id, userId: '', scopes, isRevoked: false });
  }
}

function appOf(world: World, seed: AppSeed): SlackApp {
  const { name, title, id, token: _token, appToken, installed, incomingWebhooks: _webhooks, picture: _picture, ...rest } = seed;
  return {
    ...withoutUndefined(rest),
    id: id ?? namedId(world, 'app', 'A', name),
    name: title ?? name,
    botId: namedId(world, 'bot', 'B', name),
    botUserId: namedId(world, 'bot-user', 'U', name),
    isInstalled: installed,
    clientId: seed.clientId ?? `${world.ids.number('slack.client', 1_000_000_000)}.${world.ids.number('slack.client', 1)}`,
    clientSecret: seed.clientSecret ?? world.secrets.token(),
    signingSecret: seed.signingSecret ?? world.secrets.token(),
    verificationToken: seed.verificationToken ?? world.secrets.token(18),
    scopes: seed.scopes ?? allScopes,
    slashCommands: seed.slashCommands.map(command => withoutUndefined(command)),
    appTokens: appToken === undefined ? [] : [appToken],
  };
}

type Present<Given> = { [Key in keyof Given]: Exclude<Given[Key], undefined> };

/** Keys whose value is undefined are left out, as optional properties want it. */
function withoutUndefined<Given extends object>(given: Given): Present<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<Given>;
}

/** Tokens of people; one that names no app belongs to an app of its own, as if the engineer had made it. */
export function addUserTokens(state: SlackState, seed: SlackSeed, world: World): void {
  for (const { person, token, scopes, app } of seed.userTokens) {
    const user = userByName(state, findPerson(world.people, person, 'slack.userTokens').id, 'slack.userTokens');
    const appId = app === undefined ? namedId(world, 'app', 'A', `personal ${person}`) : appByName(state, app).id;
    addToken(state, { token, kind: 'user', appId, userId: user.id, scopes: scopes ?? allScopes, isRevoked: false });
  }
}

function appByName(state: SlackState, name: string): Readonly<SlackApp> {
  const [app] = state.apps.by('botUser', userByName(state, name, 'slack.userTokens').id);
  if (app === undefined) throw new TwinError(400, 'seed.invalid', `slack.userTokens: "${name}" is not an app`);
  return app;
}

function addToken(state: SlackState, token: Token): void {
  if (state.tokens.has(token.token)) throw new TwinError(400, 'seed.invalid', 'slack: one token is given to two');
  state.tokens.add(token);
}
