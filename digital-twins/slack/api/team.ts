import type { Method } from '../method.ts';
import { SlackRefusal } from '../refusal.ts';
import { imagesOf } from '../shapes/user.ts';
import { seconds } from '../ts.ts';

export const teamMethods: Method[] = [
  {
    name: 'team.info',
    scopes: ['team:read'],
    label: 'docs',
    run: ({ state, request, args }) => {
      const wanted = args.text('team');
      if (wanted !== undefined && wanted !== '' && wanted !== state.team.id) throw new SlackRefusal('team_not_found');
      return {
        team: {
          id: state.team.id,
          name: state.team.name,
          url: `${request.origin}/`,
          domain: state.team.domain,
          email_domain: state.team.emailDomain,
          icon: { image_default: true },
          avatar_base_url: `${request.origin}/avatars/`,
          is_verified: false,
        },
      };
    },
  },
  {
    name: 'team.profile.get',
    scopes: ['users.profile:read'],
    label: 'docs',
    run: ({ state }) => ({
      profile: {
        fields: state.settings.profileFields.map((field, ordering) => ({
          id: field.id,
          ordering,
          field_name: field.label.toLowerCase().replaceAll(/\W+/g, '_'),
          label: field.label,
          hint: field.hint,
          type: field.type,
          possible_values: field.possibleValues,
          options: null,
          is_hidden: field.isHidden,
        })),
        sections: [],
      },
    }),
  },
  {
    // Only paid workspaces have access logs; this one is not.
    name: 'team.accessLogs',
    scopes: ['admin'],
    label: 'docs',
    run: () => {
      throw new SlackRefusal('paid_only');
    },
  },
  {
    name: 'emoji.list',
    scopes: ['emoji:read'],
    label: 'docs',
    run: ({ state, clock }) => ({ emoji: state.settings.emoji, cache_ts: String(seconds(clock.now())) }),
  },
  {
    name: 'bots.info',
    scopes: ['users:read'],
    label: 'docs',
    run: ({ state, args, request }) => {
      const [user] = state.users.by('bot', args.text('bot') ?? '');
      if (user?.bot === undefined) throw new SlackRefusal('bot_not_found');
      const images = imagesOf(request.origin, user);
      return {
        bot: {
          id: user.bot.botId,
          deleted: user.deleted,
          name: user.realName,
          updated: user.updated,
          app_id: user.bot.appId,
          user_id: user.id,
          icons: { image_36: images.image_32, image_48: images.image_48, image_72: images.image_72 },
          team_id: state.team.id,
        },
      };
    },
  },
];
