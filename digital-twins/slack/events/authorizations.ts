import { json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { readArgs } from '../args.ts';
import { authenticate } from '../authenticate.ts';
import { demandScope } from '../method.ts';
import { refusal, SlackRefusal } from '../refusal.ts';
import type { SlackState } from '../state.ts';
import { readContext } from './envelope.ts';

/** For whom an event was meant, by its `event_context` (Slack docs, apps.event.authorizations.list). */
export const authorizationOperations: Operation<SlackState>[] = [
  {
    name: 'apps.event.authorizations.list',
    method: 'GET POST',
    path: '/api/apps.event.authorizations.list',
    label: 'docs',
    run: call => {
      try {
        const args = readArgs(call.request);
        const grant = authenticate(call, args, ['app']);
        demandScope(grant, ['authorizations:read']);
        const context = readContext(args.demand('event_context', 'invalid_event_context'));
        const app = call.state.apps.get(grant.appId);
        if (context === undefined || app === undefined) throw new SlackRefusal('invalid_event_context');
        if (context.appId !== app.id) throw new SlackRefusal('auth_mismatch');
        const team = { enterprise_id: '', team_id: call.state.team.id, is_enterprise_install: false };
        const authorizations = [{ ...team, user_id: app.botUserId, is_bot: true }];
        return json({ ok: true, authorizations, response_metadata: { next_cursor: '' } });
      } catch (error) {
        if (error instanceof SlackRefusal) return refusal(error.message, error.details);
        throw error;
      }
    },
  },
];
