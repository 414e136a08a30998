import type { Operation } from '../../kit/plugin.ts';
import { asOperation, type Method } from '../method.ts';
import type { SlackState } from '../state.ts';
import { apiTest, authMethods, deprecatedMethods } from './auth.ts';
import { bookmarkMethods } from './bookmarks.ts';
import { changeMethods } from './chat/change.ts';
import { postMethods } from './chat/post.ts';
import { scheduleMethods } from './chat/schedule.ts';
import { streamMethods } from './chat/stream.ts';
import { listMethods } from './conversations/list.ts';
import { manageMethods } from './conversations/manage.ts';
import { peopleMethods } from './conversations/people.ts';
import { readMethods } from './conversations/read.ts';
import { downloads } from './files/download.ts';
import { fileMethods } from './files/manage.ts';
import { uploadMethods, uploadOperation } from './files/upload.ts';
import { oauthOperations } from './oauth/access.ts';
import { authorizePages } from './oauth/authorize.ts';
import { openidOperations } from './oauth/openid.ts';
import { pinMethods } from './pins.ts';
import { reactionMethods } from './reactions.ts';
import { reminderMethods } from './reminders.ts';
import { rtmOperation } from './rtm.ts';
import { searchMethods } from './search.ts';
import { starMethods } from './stars.ts';
import { teamMethods } from './team.ts';
import { usergroupMethods } from './usergroups.ts';
import { findMethods } from './users/find.ts';
import { presenceMethods } from './users/presence.ts';
import { profileMethods } from './users/profile.ts';

const methods: Method[] = [
  ...authMethods,
  ...deprecatedMethods,
  ...listMethods,
  ...readMethods,
  ...manageMethods,
  ...peopleMethods,
  ...postMethods,
  ...changeMethods,
  ...scheduleMethods,
  ...streamMethods,
  ...findMethods,
  ...profileMethods,
  ...presenceMethods,
  ...reactionMethods,
  ...pinMethods,
  ...bookmarkMethods,
  ...starMethods,
  ...reminderMethods,
  ...usergroupMethods,
  ...uploadMethods,
  ...fileMethods,
  ...searchMethods,
  ...teamMethods,
];

/** The Web API, and what stands behind the addresses it gives out. */
export const apiOperations: Operation<SlackState>[] = [
  ...methods.map(asOperation),
  apiTest,
  rtmOperation,
  ...oauthOperations,
  ...openidOperations,
  ...authorizePages,
  uploadOperation,
  ...downloads,
];
