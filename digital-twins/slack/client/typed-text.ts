import type { SlackState } from '../state.ts';

/**
 * What a person typed, as Slack stores it: the three characters escaped, people, channels and groups as references, and
 * addresses as links (Slack docs, "Formatting text").
 */
export function typedText(state: SlackState, typed: string): string {
  const safe = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // What already is a reference, pasted as such, stays one.
  const kept = safe.replace(/&lt;([@#!][A-Z][A-Za-z0-9^|._-]*|!(?:here|channel|everyone))&gt;/g, '<$1>');
  return kept
    .split(/(`[^`\n]+`|<[^<>\n]+>)/)
    .map((part, place) => (place % 2 === 1 ? part : references(state, part)))
    .join('');
}

function references(state: SlackState, text: string): string {
  return text
    .replace(/https?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,:;!?)]/g, url => `<${url}>`)
    .replace(/(^|[\s(])@([a-z0-9._-]*[a-z0-9_-])/gi, (whole, before: string, name: string) => {
      const reference = personReference(state, name);
      return reference === undefined ? whole : `${before}${reference}`;
    })
    .replace(/(^|[\s(])#([\p{Ll}\p{Lo}0-9_-]+)/gu, (whole, before: string, name: string) => {
      const [channel] = state.channels.by('name', name);
      return channel === undefined || channel.kind === 'mpim' ? whole : `${before}<#${channel.id}|${channel.name}>`;
    });
}

function personReference(state: SlackState, name: string): string | undefined {
  if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`;
  const [user] = state.users.by('name', name.toLowerCase());
  if (user !== undefined) return `<@${user.id}>`;
  const [group] = state.usergroups.by('handle', name.toLowerCase());
  return group === undefined ? undefined : `<!subteam^${group.id}>`;
}
