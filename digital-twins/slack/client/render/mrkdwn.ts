import { escapeHtml, type Html } from '../../../kit/html.ts';
import { unescapeText } from '../../block-kit/rich-text.ts';
import { type Look, link } from '../look.ts';
import { emojiPicture } from './icon.ts';

/** Slack's text with its marks (`*bold*`, `<@U…>`, `<url|text>`, `:emoji:`) as HTML. Everything else is escaped. */
export function renderText(look: Look, text: string): Html {
  const parts = text.split(/```\n?([\s\S]*?)\n?```\n?/);
  return { html: parts.map((part, place) => (place % 2 === 1 ? `<pre>${plain(part)}</pre>` : prose(look, part))).join('') };
}

/** Lines that begin with `>` are quoted. */
function prose(look: Look, text: string): string {
  const lines = text.split('\n');
  if (!lines.some(line => /^(&gt;|>)/.test(line))) return inline(look, text);
  return lines
    .map(line =>
      /^(&gt;|>)/.test(line) ? `<blockquote>${inline(look, line.replace(/^(&gt;|>) ?/, ''))}</blockquote>` : inline(look, line),
    )
    .join('\n')
    .replaceAll('</blockquote>\n', '</blockquote>');
}

function inline(look: Look, text: string): string {
  const parts = text.split(/(<[^<>\n]+>|`[^`\n]+`)/);
  return parts.map(part => piece(look, part)).join('');
}

function piece(look: Look, part: string): string {
  if (/^`[^`\n]+`$/.test(part)) return `<code>${plain(part.slice(1, -1))}</code>`;
  if (/^<[^<>\n]+>$/.test(part)) return renderLink(look, part.slice(1, -1));
  return marked(plain(part)).replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emojiPicture(name).html || whole);
}

function marked(safe: string): string {
  const between = (mark: string, tag: string) => (text: string) =>
    text.replace(
      new RegExp(`(^|[\\s(>])\\${mark}(\\S|\\S[^\\n]*?\\S)\\${mark}(?=$|[\\s).,:;!?<])`, 'g'),
      `$1<${tag}>$2</${tag}>`,
    );
  return [between('*', 'strong'), between('_', 'em'), between('~', 's')].reduce((text, mark) => mark(text), safe);
}

function renderLink(look: Look, inside: string): string {
  const { state } = look;
  const [target = '', label] = inside.split('|');
  const id = target.slice(1);
  if (/^@[UW]/.test(target)) return mention(look, `@${state.users.get(id)?.realName ?? label ?? id}`, id);
  if (/^#[CG]/.test(target)) {
    return `<a class="mention" href="${escapeHtml(link(look, `/archives/${id}`))}">#${escapeHtml(state.channels.get(id)?.name ?? label ?? id)}</a>`;
  }
  if (target.startsWith('!subteam^'))
    return mention(look, `@${state.usergroups.get(target.slice(9))?.handle ?? label ?? 'group'}`, '');
  if (target.startsWith('!date^')) return escapeHtml(dateText(target, label));
  if (target.startsWith('!')) return mention(look, `@${label ?? id}`, '');
  return anchor(unescapeText(target), label === undefined ? unescapeText(target) : unescapeText(label));
}

/** A link, if it leads to the web; a page must not run what a message says. */
export function anchor(url: string, text: string): string {
  const shown = escapeHtml(text.replace(/^mailto:/, ''));
  return /^(https?|mailto):/.test(url) ? `<a href="${escapeHtml(url)}">${shown}</a>` : shown;
}

export function mention({ viewer }: Look, text: string, userId: string): string {
  return `<span class="mention${viewer?.id === userId ? ' me' : ''}">${escapeHtml(text)}</span>`;
}

/** `<!date^seconds^format|fallback>` in UTC. */
function dateText(target: string, label: string | undefined): string {
  const [, seconds = '', format = ''] = target.split('^');
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return label ?? target;
  const iso = date.toISOString();
  const long = date.toLocaleDateString('en-US', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
  return unescapeText(format)
    .replace(/\{date_num\}/g, iso.slice(0, 10))
    .replace(/\{date[a-z_]*\}/g, long)
    .replace(/\{time_secs\}/g, iso.slice(11, 19))
    .replace(/\{time\}|\{ago\}/g, iso.slice(11, 16));
}

function plain(text: string): string {
  return escapeHtml(unescapeText(text));
}
