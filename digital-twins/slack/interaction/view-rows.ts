import type { WorldCall } from '../../kit/plugin.ts';
import { newId } from '../new-id.ts';
import { SlackRefusal } from '../refusal.ts';
import type { SlackState } from '../state.ts';
import type { View } from '../state-app.ts';
import type { Loose } from './element.ts';
import { mintHash } from './trigger.ts';

/** Views a stack of modals may have (Slack docs, views.push). */
const stackLimit = 3;

interface NewView {
  appId: string;
  userId: string;
  type: View['type'];
  content: Loose;
  /** The view it is pushed onto. */
  onto?: Readonly<View>;
}

/** Throws `duplicate_external_id`, and `push_limit_reached` for a fourth modal. */
export function addView(call: WorldCall<SlackState>, { appId, userId, type, content, onto }: NewView): Readonly<View> {
  const { views } = call.state;
  const externalId = externalIdOf(content);
  if (externalId !== undefined && views.by('external', `${appId}:${externalId}`).some(one => one.isOpen)) {
    throw new SlackRefusal('duplicate_external_id');
  }
  if (onto !== undefined && stackOf(call.state, onto.rootId).length >= stackLimit) throw new SlackRefusal('push_limit_reached');
  const id = newId(call, 'view', 'V');
  return views.add({
    id,
    appId,
    userId,
    type,
    rootId: onto?.rootId ?? id,
    ...(onto === undefined ? {} : { previousId: onto.id }),
    hash: mintHash(call),
    ...(externalId === undefined ? {} : { externalId }),
    content,
    values: {},
    isOpen: true,
  });
}

/** Puts other content into a view; what was entered stays with the blocks that stay. */
export function replaceView(call: WorldCall<SlackState>, id: string, content: Loose): Readonly<View> {
  const externalId = externalIdOf(content);
  const hash = mintHash(call);
  return call.state.views.edit(id, row => {
    row.content = content;
    row.hash = hash;
    if (externalId !== undefined) row.externalId = externalId;
  });
}

function externalIdOf(content: Loose): string | undefined {
  return typeof content.external_id === 'string' && content.external_id !== '' ? content.external_id : undefined;
}

/** The open modals of a stack, the first one first. */
export function stackOf(state: SlackState, rootId: string): Readonly<View>[] {
  const root = state.views.get(rootId);
  if (root === undefined) return [];
  return state.views.by('user', root.userId).filter(one => one.rootId === rootId && one.isOpen);
}

/** The modal a user sees. */
export function topModal(state: SlackState, userId: string): Readonly<View> | undefined {
  return state.views.by('user', userId).findLast(one => one.type === 'modal' && one.isOpen);
}

export function homeOf(state: SlackState, appId: string, userId: string): Readonly<View> | undefined {
  return state.views.by('user', userId).find(one => one.type === 'home' && one.appId === appId);
}

export function closeView({ views }: SlackState, id: string): void {
  views.edit(id, row => {
    row.isOpen = false;
  });
}
