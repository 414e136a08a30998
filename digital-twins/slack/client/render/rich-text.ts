import { escapeHtml, type Html } from '../../../kit/html.ts';
import { asList, asObject, type Loose } from '../../interaction/element.ts';
import { type Look, link } from '../look.ts';
import { emojiPicture } from './icon.ts';
import { anchor, mention } from './mrkdwn.ts';

/** A `rich_text` block (Slack docs, "Rich text block"). */
export function renderRichText(look: Look, block: Loose): Html {
  return {
    html: asList(block.elements)
      .map(one => part(look, asObject(one)))
      .join(''),
  };
}

function part(look: Look, element: Loose): string {
  const inside = () =>
    asList(element.elements)
      .map(one => span(look, asObject(one)))
      .join('');
  switch (element.type) {
    case 'rich_text_section':
      return inside();
    case 'rich_text_quote':
      return `<blockquote>${inside()}</blockquote>`;
    case 'rich_text_preformatted':
      return `<pre>${inside()}</pre>`;
    case 'rich_text_list':
      return list(look, element);
    default:
      return '';
  }
}

function list(look: Look, element: Loose): string {
  const tag = element.style === 'ordered' ? 'ol' : 'ul';
  const start = tag === 'ol' && typeof element.offset === 'number' ? ` start="${element.offset + 1}"` : '';
  const depth = typeof element.indent === 'number' ? Math.min(element.indent, 8) : 0;
  const items = asList(element.elements).map(one => `<li>${part(look, asObject(one))}</li>`);
  return `<${tag}${start} class="indent-${depth}">${items.join('')}</${tag}>`;
}

function span(look: Look, element: Loose): string {
  return styled(bare(look, element), asObject(element.style));
}

function bare(look: Look, element: Loose): string {
  const { state } = look;
  const text = (name: string) => (typeof element[name] === 'string' ? element[name] : '');
  switch (element.type) {
    case 'text':
      return escapeHtml(text('text'));
    case 'link':
      return anchor(text('url'), text('text') || text('url'));
    case 'emoji':
      return emojiPicture(text('name')).html;
    case 'user':
      return mention(look, `@${state.users.get(text('user_id'))?.realName ?? text('user_id')}`, text('user_id'));
    case 'usergroup':
      return mention(look, `@${state.usergroups.get(text('usergroup_id'))?.handle ?? text('usergroup_id')}`, '');
    case 'channel': {
      const name = state.channels.get(text('channel_id'))?.name ?? text('channel_id');
      return `<a class="mention" href="${escapeHtml(link(look, `/archives/${text('channel_id')}`))}">#${escapeHtml(name)}</a>`;
    }
    case 'broadcast':
      return mention(look, `@${text('range')}`, '');
    case 'date':
      return escapeHtml(text('fallback'));
    default:
      return escapeHtml(text('text'));
  }
}

const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

function styled(inside: string, style: Loose): string {
  let markup = inside;
  for (const [name, tag] of Object.entries(tags)) if (style[name] === true) markup = `<${tag}>${markup}</${tag}>`;
  return markup;
}
