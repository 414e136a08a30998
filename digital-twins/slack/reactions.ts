import { demandMember, demandOpen, findChannel, findMessage } from './find-channel.ts';
import { type Method, type SlackCall, SlackRefusal } from './method.ts';
import { messageShape } from './shapes.ts';
import type { Message } from './state.ts';

export const reactionMethods: Method[] = [
  {
    name: 'reactions.add',
    scopes: ['reactions:write'],
    label: 'docs',
    write: true,
    run: call => {
      const { message, name } = target(call);
      const reaction = message.reactions.find(one => one.name === name);
      if (reaction?.users.includes(call.user.id)) throw new SlackRefusal('already_reacted');
      if (reaction === undefined) message.reactions.push({ name, users: [call.user.id] });
      else reaction.users.push(call.user.id);
      return {};
    },
  },
  {
    name: 'reactions.remove',
    scopes: ['reactions:write'],
    label: 'docs',
    write: true,
    run: call => {
      const { message, name } = target(call);
      const reaction = message.reactions.find(one => one.name === name);
      if (!reaction?.users.includes(call.user.id)) throw new SlackRefusal('no_reaction');
      reaction.users = reaction.users.filter(user => user !== call.user.id);
      message.reactions = message.reactions.filter(one => one.users.length > 0);
      return {};
    },
  },
  {
    name: 'reactions.get',
    scopes: ['reactions:read'],
    label: 'docs',
    run: call => {
      const channel = findChannel(call);
      const message = findMessage(channel, call.args.text('timestamp'));
      return { type: 'message', channel: channel.id, message: messageShape(call.state, channel, message) };
    },
  },
];

function target(call: SlackCall): { message: Message; name: string } {
  const name = (call.args.text('name') ?? '').replace(/^:|:$/g, '');
  if (!/^[a-z0-9_+'-]{1,100}$/.test(name)) throw new SlackRefusal('invalid_name');
  const channel = findChannel(call);
  const message = findMessage(channel, call.args.text('timestamp'));
  demandOpen(channel);
  demandMember(call, channel);
  return { message, name };
}
