import type { OpenCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import type { AuthorizationCode, SlackApp } from '../../state-app.ts';

/** The app that calls, by Basic authentication or by arguments. Throws Slack's refusals. */
export function findClient(call: OpenCall): Readonly<SlackApp> {
  const { id, secret } = credentialsOf(call);
  const [app] = call.state.apps.by('client', id);
  if (app === undefined) throw new SlackRefusal('invalid_client_id');
  if (app.clientSecret !== secret) throw new SlackRefusal('bad_client_secret');
  return app;
}

function credentialsOf({ args, request }: OpenCall): { id: string; secret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return { id: args.text('client_id') ?? '', secret: args.text('client_secret') ?? '' };
  const [id = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id: decode(id), secret: decode(rest.join(':')) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Uses up a code. Throws when it was never given, was used, is too old, or came by another address. */
export function spendCode(call: OpenCall, app: Readonly<SlackApp>): Readonly<AuthorizationCode> {
  const code = call.state.codes.get(call.args.text('code') ?? '');
  if (code === undefined || code.appId !== app.id) throw new SlackRefusal('invalid_code');
  if (code.isUsed) throw new SlackRefusal('code_already_used');
  if (code.expiresAt <= Date.now()) throw new SlackRefusal('code_expired');
  const redirect = call.args.text('redirect_uri') || undefined;
  if (redirect !== code.redirectUri && (redirect !== undefined || code.redirectUri !== undefined)) {
    throw new SlackRefusal('bad_redirect_uri');
  }
  return call.state.codes.edit(code.code, row => {
    row.isUsed = true;
  });
}
