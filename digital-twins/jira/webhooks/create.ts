import type { Making } from '../create/making.ts';
import type { SeedWebhook } from './seed.ts';

/** Adds a seed's webhooks; the site's first account set them up. */
export function addWebhooks({ state, world }: Making, hooks: readonly SeedWebhook[]): void {
  const updatedBy = state.users.keys().next().value ?? '';
  for (const { secret, ...hook } of hooks) {
    const id = String(world.ids.number('jira.webhook', 1));
    const rest = { id, description: '', enabled: true, updatedBy, updated: world.clock.now() };
    state.adminHooks.add({ ...hook, ...rest, secret: secret ?? null });
  }
}
