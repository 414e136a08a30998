import { emit } from '../emit.ts';
import type { Method, SlackCall } from '../method.ts';
import { newId } from '../new-id.ts';
import { invalidArguments, SlackRefusal } from '../refusal.ts';
import type { Usergroup } from '../state-content.ts';
import { nextTs, seconds } from '../ts.ts';

const read = ['usergroups:read'];
const write = ['usergroups:write'];

export const usergroupMethods: Method[] = [
  {
    name: 'usergroups.list',
    scopes: read,
    label: 'docs',
    run: call => {
      const withDisabled = call.args.flag('include_disabled', false);
      const groups = [...call.state.usergroups.values()].filter(group => withDisabled || group.deleted === 0);
      return { usergroups: groups.map(group => shape(call, group, call.args.flag('include_users', false))) };
    },
  },
  { name: 'usergroups.create', scopes: write, label: 'docs', write: true, run: create },
  { name: 'usergroups.update', scopes: write, label: 'docs', write: true, run: update },
  { name: 'usergroups.disable', scopes: write, label: 'docs', write: true, run: call => enable(call, false) },
  { name: 'usergroups.enable', scopes: write, label: 'docs', write: true, run: call => enable(call, true) },
  { name: 'usergroups.users.list', scopes: read, label: 'docs', run: call => ({ users: findGroup(call).users }) },
  { name: 'usergroups.users.update', scopes: write, label: 'docs', write: true, run: setUsers },
];

function findGroup(call: SlackCall): Readonly<Usergroup> {
  const group = call.state.usergroups.get(call.args.demand('usergroup'));
  if (group === undefined) throw new SlackRefusal('no_such_subteam');
  return group;
}

function create(call: SlackCall): Record<string, unknown> {
  const { args, state, user, clock } = call;
  const name = args.demand('name');
  const handle = args.text('handle') || name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-');
  refuseDouble(call, name, handle);
  const now = seconds(clock.now());
  const group = state.usergroups.add({
    id: newId(call, 'usergroup', 'S'),
    handle,
    name,
    description: args.text('description') ?? '',
    users: [],
    channels: readChannels(call) ?? [],
    deleted: 0,
    created: now,
    updated: now,
    createdBy: user.id,
    updatedBy: user.id,
    deletedBy: null,
  });
  tell(call, 'subteam_created', group);
  return { usergroup: shape(call, group, true) };
}

function refuseDouble({ state }: SlackCall, name: string | undefined, handle: string | undefined, own?: string): void {
  for (const group of state.usergroups.values()) {
    if (group.id === own) continue;
    if (group.name === name) throw new SlackRefusal('name_already_exists');
    if (group.handle === handle) throw new SlackRefusal('handle_already_exists');
  }
  if (handle !== undefined && [...state.users.by('name', handle)].length > 0) throw new SlackRefusal('handle_already_exists');
}

function readChannels({ args, state }: SlackCall): string[] | undefined {
  if (args.text('channels') === undefined) return undefined;
  const channels = args.ids('channels');
  if (channels.some(id => !state.channels.has(id))) throw new SlackRefusal('channel_not_found');
  return channels;
}

function update(call: SlackCall): Record<string, unknown> {
  const { args } = call;
  const group = findGroup(call);
  const name = args.text('name') || undefined;
  const handle = args.text('handle') || undefined;
  refuseDouble(call, name, handle, group.id);
  const channels = readChannels(call);
  return edit(call, group, row => {
    row.name = name ?? row.name;
    row.handle = handle ?? row.handle;
    row.description = args.text('description') ?? row.description;
    row.channels = channels ?? row.channels;
  });
}

function enable(call: SlackCall, isEnabled: boolean): Record<string, unknown> {
  const group = findGroup(call);
  if (isEnabled && group.deleted === 0) throw new SlackRefusal('already_enabled');
  if (!isEnabled && group.deleted !== 0) throw new SlackRefusal('already_disabled');
  return edit(call, group, row => {
    row.deleted = isEnabled ? 0 : seconds(call.clock.now());
    row.deletedBy = isEnabled ? null : call.user.id;
  });
}

function setUsers(call: SlackCall): Record<string, unknown> {
  const group = findGroup(call);
  const users = call.args.ids('users');
  if (!call.args.has('users')) throw invalidArguments('missing required field: users');
  if (users.length === 0) throw new SlackRefusal('no_users_provided');
  if (users.some(id => !call.state.users.has(id))) throw new SlackRefusal('invalid_users');
  const { users: before, updated } = structuredClone(group);
  const answer = edit(call, group, row => {
    row.users = [...new Set(users)];
  });
  const added = users.filter(id => !before.includes(id));
  const removed = before.filter(id => !users.includes(id));
  const event = {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: call.state.team.id,
    date_previous_update: updated,
    date_update: seconds(call.clock.now()),
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
  emit(call, { ...event, event_ts: nextTs(call.state.counters, call.clock.now()) }, {});
  return answer;
}

function edit(call: SlackCall, group: Readonly<Usergroup>, change: (row: Usergroup) => void): Record<string, unknown> {
  const changed = call.state.usergroups.edit(group.id, row => {
    change(row);
    row.updated = seconds(call.clock.now());
    row.updatedBy = call.user.id;
  });
  tell(call, 'subteam_updated', changed);
  return { usergroup: shape(call, changed, true) };
}

function tell(call: SlackCall, type: string, group: Readonly<Usergroup>): void {
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { type, subteam: shape(call, group, true), event_ts: eventTs }, {});
}

function shape({ state, args }: SlackCall, group: Readonly<Usergroup>, withUsers: boolean): Record<string, unknown> {
  return {
    id: group.id,
    team_id: state.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.deleted,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: group.createdBy,
    updated_by: group.updatedBy,
    deleted_by: group.deletedBy,
    prefs: { channels: group.channels, groups: [] },
    ...(withUsers ? { users: group.users } : {}),
    ...(withUsers || args.flag('include_count', false) ? { user_count: group.users.length } : {}),
    channel_count: group.channels.length,
  };
}
