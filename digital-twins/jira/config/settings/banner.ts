import { type Answer, empty } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { type Loose, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';

export function banner({ state }: JiraCall): Loose {
  const { message } = state.settings.announcement;
  return { ...state.settings.announcement, hashId: Buffer.from(message).toString('base64url').slice(0, 16) };
}

export function setBanner(call: JiraCall): Answer {
  const { message, isEnabled, isDismissible, visibility } = readBody(call);
  if (visibility !== undefined && visibility !== 'public' && visibility !== 'private')
    throw new JiraRefusal(400, [], { visibility: 'The visibility is not valid.' });
  Object.assign(call.state.settings.announcement, {
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof isEnabled === 'boolean' ? { isEnabled } : {}),
    ...(typeof isDismissible === 'boolean' ? { isDismissible } : {}),
    ...(visibility === undefined ? {} : { visibility }),
  });
  return empty();
}
