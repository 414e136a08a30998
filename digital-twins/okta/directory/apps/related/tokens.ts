import { type Answer, empty } from '../../../../kit/answer.ts';
import { notFound } from '../../../errors.ts';
import type { Token } from '../../../oauth/state.ts';
import type { OktaCall } from '../../../operation.ts';
import { tokenShape } from '../../auth-servers/clients.ts';
import { pageByPlace } from '../../call/page.ts';
import type { Json } from '../../json.ts';
import { findApp } from '../find-app.ts';

function tokensOf(call: OktaCall): Readonly<Token>[] {
  return call.state.refreshTokens.by('client', findApp(call).oauth?.client_id ?? '');
}

export function findToken(call: OktaCall): Readonly<Token> {
  const id = call.params.token ?? '';
  const token = tokensOf(call).find(one => one.id === id);
  if (token === undefined) throw notFound(`${call.params.app}.${id}`, 'OAuth2RefreshTokenTx');
  return token;
}

export function shape(call: OktaCall, token: Readonly<Token>): Json {
  return tokenShape(call, token, `${call.request.origin}/api/v1/apps/${call.params.app}/tokens/${token.id}`);
}

export function tokens(call: OktaCall): Answer {
  const page = {
    list: `tokens ${call.params.app}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (token: Readonly<Token>) => shape(call, token),
  };
  return pageByPlace(call, page, tokensOf(call));
}

export function revokeAll(call: OktaCall): Answer {
  for (const token of tokensOf(call)) call.state.refreshTokens.delete(token.value);
  return empty();
}
