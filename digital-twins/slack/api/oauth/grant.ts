import type { World } from '../../../kit/plugin.ts';
import { imagesOf } from '../../shapes/user.ts';
import type { SlackState } from '../../state.ts';
import type { RefreshToken, SlackApp, Token } from '../../state-app.ts';

/** s that a rotating token lives (Slack docs, "Using token rotation"). */
export const rotatingLife = 43_200;

type Maker = Pick<World, 'secrets'> & { state: SlackState };

/** What an app was given for one user or bot. */
export interface Issued {
  access_token: string;
  scope: string;
  refresh_token?: string;
  expires_in?: number;
}

/** Gives an app a token; with rotation it expires and has another to renew it by. */
export function issueToken(
  maker: Maker,
  app: Readonly<SlackApp>,
  kind: 'bot' | 'user',
  userId: string,
  scopes: string[],
): Issued {
  const known = app.tokenRotation ? undefined : standing(maker.state, app, kind, userId);
  if (known !== undefined) {
    const all = [...new Set([...known.scopes, ...scopes])];
    maker.state.tokens.edit(known.token, row => {
      row.scopes = all;
    });
    return { access_token: known.token, scope: all.join(',') };
  }
  return addPair(maker, { appId: app.id, kind, userId, scopes }, app.tokenRotation);
}

/** Installing again brings the same token with more scopes, as Slack does. */
function standing(
  { tokens }: SlackState,
  app: Readonly<SlackApp>,
  kind: Token['kind'],
  userId: string,
): Readonly<Token> | undefined {
  return tokens
    .by('user', userId)
    .find(row => row.appId === app.id && row.kind === kind && !row.isRevoked && row.expiresAt === undefined);
}

type Bearer = Pick<RefreshToken, 'appId' | 'kind' | 'userId' | 'scopes'>;

/** A new token, and its refresh token when it is to rotate. */
export function addPair({ state, secrets }: Maker, bearer: Bearer, isRotating: boolean): Issued {
  const secret = () => secrets.token(36).replaceAll(/[_-]/g, '0');
  const prefix = bearer.kind === 'bot' ? 'xoxb' : 'xoxp';
  const token = isRotating ? `xoxe.${prefix}-1-${secret()}` : `${prefix}-${secret()}`;
  const life = isRotating ? { expiresAt: Date.now() + rotatingLife * 1000 } : {};
  state.tokens.add({ token, ...bearer, ...life, isRevoked: false });
  const issued = { access_token: token, scope: bearer.scopes.join(',') };
  if (!isRotating) return issued;
  const refresh = `xoxe-1-${secret()}`;
  state.refreshTokens.add({ token: refresh, accessToken: token, ...bearer, isUsed: false });
  return { ...issued, refresh_token: refresh, expires_in: rotatingLife };
}

/** Puts an app into the workspace: its bot comes to life. */
export function install({ state }: Maker, app: Readonly<SlackApp>): void {
  state.apps.edit(app.id, row => {
    row.isInstalled = true;
  });
  state.users.edit(app.botUserId, row => {
    row.deleted = false;
  });
}

/** Who an identity token speaks of. */
export function identityOf(state: SlackState, origin: string, userId: string): Record<string, unknown> {
  const user = state.users.get(userId);
  if (user === undefined) return {};
  return {
    'https://slack.com/user_id': user.id,
    'https://slack.com/team_id': state.team.id,
    email: user.email,
    email_verified: true,
    date_email_verified: user.updated,
    name: user.realName,
    picture: imagesOf(origin, user).image_512,
    given_name: user.realName.split(' ')[0] ?? '',
    family_name: user.realName.split(' ').slice(1).join(' '),
    locale: 'en-US',
    'https://slack.com/team_name': state.team.name,
    'https://slack.com/team_domain': state.team.domain,
  };
}
