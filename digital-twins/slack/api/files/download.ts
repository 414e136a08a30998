import { type Answer, bytes, redirect, text } from '../../../kit/answer.ts';
import type { Call, Operation } from '../../../kit/plugin.ts';
import { readArgs } from '../../args.ts';
import { authenticate } from '../../authenticate.ts';
import { SlackRefusal } from '../../refusal.ts';
import { maySeeFile } from '../../shapes/file.ts';
import { colourOf } from '../../shapes/user.ts';
import type { SlackState } from '../../state.ts';
import type { StoredFile } from '../../state-content.ts';

/** What stands behind the addresses in files and users. */
export const downloads: Operation<SlackState>[] = [
  {
    name: 'files.download',
    method: 'GET',
    path: '/files-pri/:file/:name /files-pri/:file/download/:name',
    label: 'docs',
    run: call => {
      const file = fileOf(call);
      // Without a token that may see it, Slack sends the client to the sign-in page.
      if (file === undefined || !isAllowed(call, file))
        return redirect(`${call.request.origin}/?redir=${encodeURIComponent(call.request.path)}`);
      return contentOf(call, file);
    },
  },
  {
    name: 'files.public',
    method: 'GET',
    path: '/files-pub/:file',
    label: 'docs',
    run: call => {
      const [, , secret] = (call.params.file ?? '').split('-');
      const file = fileOf(call);
      if (file === undefined || !file.isShared || file.publicSecret !== secret) return text('Not found', 404);
      return contentOf(call, file);
    },
  },
  { name: 'users.avatar', method: 'GET', path: '/avatars/:name', label: 'guess', run: avatar },
];

/** `T…-F…` or `T…-F…-secret`. */
function fileOf({ state, params }: Call<SlackState>): Readonly<StoredFile> | undefined {
  const [team, id = ''] = (params.file ?? '').split('-');
  return team === state.team.id ? state.files.get(id) : undefined;
}

function isAllowed(call: Call<SlackState>, file: Readonly<StoredFile>): boolean {
  try {
    const grant = authenticate(call, readArgs(call.request), ['bot', 'user']);
    const user = call.state.users.get(grant.userId);
    if (user === undefined || user.deleted || !grant.scopes.includes('files:read')) return false;
    call.actAs(user.name);
    return maySeeFile(call.state, file, user.id);
  } catch (error) {
    if (error instanceof SlackRefusal) return false;
    throw error;
  }
}

/** Always as a download: what users upload must not run as a page of ours. */
function contentOf({ state }: Call<SlackState>, file: Readonly<StoredFile>): Answer {
  const content = Buffer.from(state.contents.get(file.id)?.bytes ?? []);
  const name = encodeURIComponent(file.name);
  return bytes(content, file.mimetype, { 'content-disposition': `attachment; filename*=UTF-8''${name}` });
}

/** A picture of a user: a colour and the first letter of the name. */
function avatar({ state, params }: Call<SlackState>): Answer {
  const [, id = '', size = '72'] = /^([A-Z0-9]+)_(\d{2,4}|original)\.svg$/.exec(params.name ?? '') ?? [];
  const user = state.users.get(id);
  if (user === undefined) return text('Not found', 404);
  const letter = /[\p{L}\p{N}]/u.exec(user.realName)?.[0].toUpperCase() ?? '';
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 10 10"><rect width="10" height="10" fill="#${colourOf(id)}"/><text x="5" y="7" font-family="sans-serif" font-size="6" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
  return bytes(Buffer.from(picture), 'image/svg+xml');
}
