import type { Method } from './method.ts';

export const authMethods: Method[] = [
  {
    name: 'auth.test',
    scopes: [],
    label: 'recorded',
    run: ({ state, user, request }) => ({
      url: `${request.origin}/`,
      team: state.team.name,
      user: user.name,
      team_id: state.team.id,
      user_id: user.id,
      ...(user.bot === undefined ? {} : { bot_id: user.bot.botId }),
      is_enterprise_install: false,
    }),
  },
  {
    name: 'team.info',
    scopes: ['team:read'],
    label: 'docs',
    run: ({ state, request }) => ({
      team: {
        id: state.team.id,
        name: state.team.name,
        url: `${request.origin}/`,
        domain: state.team.domain,
        email_domain: '',
        icon: { image_default: true },
        avatar_base_url: `${request.origin}/`,
        is_verified: false,
      },
    }),
  },
];
