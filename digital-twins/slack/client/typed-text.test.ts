import { describe, expect, it } from 'vitest';
import { blankUser } from '../seed/people.ts';
import type { SlackState } from '../state.ts';
import { createTables } from '../tables.ts';
import { typedText } from './typed-text.ts';

function workspace(): SlackState {
  const state = { ...createTables() } as SlackState;
  state.users.add({ ...blankUser('ada', 'Ada Moreno'), id: 'U0ADA' });
  const none = { value: '', creator: '', last_set: 0 };
  const flags = { isArchived: false, isGeneral: false, created: 0, updated: 0, creator: 'U0ADA' };
  state.channels.add({
    id: 'C0SUPPORT',
    name: 'support',
    kind: 'public',
    ...flags,
    topic: none,
    purpose: none,
    previousNames: [],
  });
  return state;
}

describe('what a person types', () => {
  const typed = (text: string) => typedText(workspace(), text);

  it('becomes references to people, channels and everybody', () => {
    expect(typed('@ada see #support, @here')).toBe('<@U0ADA> see <#C0SUPPORT|support>, <!here>');
  });

  it('stays as it is where nobody has that name', () => {
    expect(typed('mail@acme @nobody #nowhere')).toBe('mail@acme @nobody #nowhere');
  });

  it('is escaped, and cannot bring in marks of its own', () => {
    expect(typed('<script> & <http://x|y>')).toBe('&lt;script&gt; &amp; &lt;<http://x>|y&gt;');
  });

  it('has its addresses as links, without the full stop behind them', () => {
    expect(typed('see https://acme.example/a?b=1&c=2.')).toBe('see <https://acme.example/a?b=1&amp;c=2>.');
  });

  it('leaves code alone', () => {
    expect(typed('`@ada`')).toBe('`@ada`');
  });
});
