import type { World } from '../../kit/plugin.ts';
import { TwinError } from '../../kit/twin-error.ts';
import { storeFile } from '../files.ts';
import { namedId } from '../new-id.ts';
import type { SlackState } from '../state.ts';
import { nextTs, seconds } from '../ts.ts';
import { userByName } from './people.ts';
import type { SlackSeed } from './schema.ts';

export function addUsergroups(state: SlackState, seed: SlackSeed, world: World): void {
  const now = seconds(world.clock.now());
  const [someone] = state.users.keys();
  for (const group of seed.usergroups) {
    const where = `slack.usergroups.${group.handle}`;
    if (state.usergroups.keysBy('handle', group.handle).length > 0)
      throw new TwinError(400, 'seed.invalid', `${where}: it is there twice`);
    const users = group.members.map(name => userByName(state, name, `${where}.members`).id);
    state.usergroups.add({
      id: namedId(world, 'usergroup', 'S', group.handle),
      handle: group.handle,
      name: group.name,
      description: group.description,
      users,
      channels: group.channels.map(name => channelByName(state, name, where)),
      deleted: 0,
      created: now,
      updated: now,
      createdBy: users[0] ?? someone ?? '',
      updatedBy: users[0] ?? someone ?? '',
      deletedBy: null,
    });
  }
}

/** Files, each with the message that shared it in each of its channels. */
export function addFiles(state: SlackState, seed: SlackSeed, world: World): void {
  for (const [place, given] of seed.files.entries()) {
    const where = `slack.files.${place}`;
    const at = given.at ?? world.clock.now() - 60_000;
    const file = storeFile(state, world, {
      id: namedId(world, 'seed-file', 'F', `${place} ${given.name}`),
      name: given.name,
      title: given.title ?? given.name,
      user: userByName(state, given.from, where).id,
      created: seconds(at),
      bytes: Buffer.from(given.text),
    });
    for (const name of given.channels) {
      const channelId = channelByName(state, name, where);
      const ts = nextTs(state.counters, at);
      state.messages.add({ channelId, ts, user: file.user, text: '', files: [file.id], reactions: [] });
      state.files.edit(file.id, row => void row.shares.push({ channelId, ts }));
    }
  }
}

function channelByName(state: SlackState, name: string, where: string): string {
  const [id] = state.channels.keysBy('name', name);
  if (id === undefined) throw new TwinError(400, 'seed.invalid', `${where}: there is no channel "${name}"`);
  return id;
}
