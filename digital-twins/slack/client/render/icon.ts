import { type Html, html } from '../../../kit/html.ts';

// Drawn, since not every machine has a font with these signs.

function drawn(paths: string, label = '', size = 16): Html {
  const name = label === '' ? 'aria-hidden="true"' : `role="img" aria-label="${label}"`;
  return { html: `<svg class="icon" viewBox="0 0 16 16" width="${size}" height="${size}" ${name}>${paths}</svg>` };
}

const line = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"';

export const icons = {
  lock: drawn(
    `<path d="M5 7V5a3 3 0 0 1 6 0v2" ${line}/><rect x="3.5" y="7" width="9" height="6.5" rx="1.5" fill="currentColor"/>`,
    'private',
    14,
  ),
  close: drawn(`<path d="M4 4l8 8M12 4l-8 8" ${line}/>`),
  send: drawn('<path d="M2 2.5l12 5.5-12 5.5 1.5-5.5z" fill="currentColor"/>'),
  smile: drawn(`<circle cx="8" cy="8" r="6" ${line}/><path d="M5.5 9.5c1.2 1.8 3.8 1.8 5 0M6 6.2v.4M10 6.2v.4" ${line}/>`),
  thread: drawn(`<path d="M2.5 3h11v8H8l-3 2.5V11H2.5zM5 6h6M5 8.3h4" ${line}/>`),
  more: drawn(
    '<circle cx="8" cy="3" r="1.4" fill="currentColor"/><circle cx="8" cy="8" r="1.4" fill="currentColor"/><circle cx="8" cy="13" r="1.4" fill="currentColor"/>',
  ),
  file: drawn(`<path d="M4 1.8h5.5L12.5 5v9.2H4zM9 2v3.5h3.5" ${line}/>`, '', 28),
  eye: drawn(
    `<path d="M1.5 8C4 3.8 12 3.8 14.5 8 12 12.2 4 12.2 1.5 8z" ${line}/><circle cx="8" cy="8" r="2" fill="currentColor"/>`,
  ),
  home: drawn(`<path d="M2.5 7.5L8 3l5.5 4.5V13h-4V9.5h-3V13h-4z" ${line}/>`, '', 20),
  talk: drawn(`<path d="M2.5 3h11v8H8l-3 2.5V11H2.5z" ${line}/>`, '', 20),
  bolt: drawn(`<path d="M9 1.5L3.5 9H7l-1 5.5L12.5 7H9z" ${line}/>`),
  pin: drawn(`<path d="M6 2h4l-.5 5 2.5 2.5H4L6.5 7zM8 9.5V14" ${line}/>`, '', 14),
};

const face = '<circle cx="8" cy="8" r="7" fill="#ffcc4d"/>';
const mouth = 'fill="none" stroke="#664500" stroke-width="1.2" stroke-linecap="round"';
const hand =
  '<path d="M4.5 7.5l3-5.5c1.6 0 1.6 1.4 1 4h4.2c1 0 1.3 1 .9 1.9L12 13c-.3.8-.8 1.2-1.6 1.2H4.500z" fill="#ffcc4d"/><rect x="1.500" y="7" width="2.600" height="7" rx=".8" fill="#f4900c"/>';

/** Emoji that are met most; any other is shown by its name. */
const emoji: Record<string, string> = {
  smile: `${face}<path d="M4.500 9.500c1.500 2.600 5.500 2.600 7 0M5.500 5.800v.6M10.500 5.800v.6" ${mouth}/>`,
  eyes: '<ellipse cx="4.500" cy="8" rx="3" ry="5" fill="#fff" stroke="#999" stroke-width=".6"/><ellipse cx="11.500" cy="8" rx="3" ry="5" fill="#fff" stroke="#999" stroke-width=".6"/><circle cx="3.600" cy="8" r="1.700" fill="#292f33"/><circle cx="10.600" cy="8" r="1.700" fill="#292f33"/>',
  '+1': hand,
  '-1': `<g transform="rotate(180 8 8)">${hand}</g>`,
  white_check_mark:
    '<rect x="1" y="1" width="14" height="14" rx="2.500" fill="#77b255"/><path d="M4 8.500l2.700 2.700L12 5" fill="none" stroke="#fff" stroke-width="2"/>',
  heavy_check_mark: '<path d="M2.500 8.500l4 4L13.500 4" fill="none" stroke="#292f33" stroke-width="2.400"/>',
  x: '<path d="M3 3l10 10M13 3L3 13" stroke="#dd2e44" stroke-width="2.600" stroke-linecap="round"/>',
  heart:
    '<path d="M8 14S1.500 9.800 1.500 5.500C1.500 2 6 1.500 8 4.500 10 1.500 14.500 2 14.500 5.500 14.500 9.800 8 14 8 14z" fill="#dd2e44"/>',
  fire: '<path d="M8 1c1 3 5 4.500 5 9a5 5 0 0 1-10 0c0-2 1-3.500 2-4.500 0 1.500.5 2 1.200 2.200C6 5 7 3 8 1z" fill="#f4900c"/><path d="M8 8c1.500 1.500 2.300 2.500 2.300 4a2.300 2.300 0 0 1-4.600 0C5.700 10.500 7 9.500 8 8z" fill="#ffcc4d"/>',
  tada: '<path d="M1.500 14.500l3.500-9 5.500 5.500z" fill="#ffcc4d"/><path d="M8.500 6.500c1-1 1.500-2.500 1-4M10 8.500c1.500-1 3-1 4.500-.5" fill="none" stroke="#dd2e44" stroke-width="1.200"/><circle cx="12.500" cy="4" r="1" fill="#5dadec"/><circle cx="6" cy="2.500" r=".9" fill="#77b255"/><circle cx="13" cy="11.500" r=".9" fill="#be1931"/>',
  rocket:
    '<path d="M14.500 1.500c-5 0-8.500 3-10 7l3 3c4-1.500 7-5 7-10z" fill="#a0b2c4"/><circle cx="10.300" cy="5.700" r="1.500" fill="#5dadec"/><path d="M4.500 8.500L1.500 9l2.200-3L6 5.700zM7.500 11.500L7 14.500l3-2.200.300-2.300zM4 10.500c-1.500.5-2 2-2 3.500 1.500 0 3-.5 3.500-2z" fill="#dd2e44"/>',
  warning:
    '<path d="M8 1.500L15 14H1z" fill="#ffcc4d"/><path d="M8 6v4M8 11.800v.4" stroke="#292f33" stroke-width="1.600" stroke-linecap="round"/>',
  rotating_light:
    '<path d="M4 12V8a4 4 0 0 1 8 0v4z" fill="#dd2e44"/><rect x="2.500" y="12" width="11" height="2.500" rx="1" fill="#99aab5"/>',
  large_green_circle: '<circle cx="8" cy="8" r="6.500" fill="#77b255"/>',
  red_circle: '<circle cx="8" cy="8" r="6.500" fill="#dd2e44"/>',
  large_yellow_circle: '<circle cx="8" cy="8" r="6.500" fill="#fdcb58"/>',
  ticket: '<path d="M1.500 5h13v2a1 1 0 0 0 0 2v2h-13V9a1 1 0 0 0 0-2z" fill="#ffac33"/>',
};

const aliases: Record<string, string> = { thumbsup: '+1', thumbsdown: '-1', slightly_smiling_face: 'smile', grinning: 'smile' };

export function emojiPicture(name: string): Html {
  const paths = emoji[aliases[name] ?? name];
  if (paths === undefined) return html`:${name}:`;
  return { html: `<svg class="emoji" viewBox="0 0 16 16" role="img" aria-label=":${name}:">${paths}</svg>` };
}

/** What the picker offers first. */
export const pickable = [
  '+1',
  'white_check_mark',
  'eyes',
  'tada',
  'heart',
  'fire',
  'rocket',
  'smile',
  'x',
  '-1',
  'warning',
  'rotating_light',
];
