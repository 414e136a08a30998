import { describe, expect, it } from 'vitest';
import { pairJournals } from './journal-pair.ts';
import { escaped, html } from './markup.ts';

describe('the text of a page', () => {
  it('stays text', () => {
    expect(html`<p title="${'"<&\'>'}">${'<b>'}</p>`.markup).toBe('<p title="&quot;&lt;&amp;&#39;&gt;">&lt;b&gt;</p>');
  });

  it('shows what tries to hide', () => {
    expect(escaped('a\u202eb\u200bc\u0000d\u{e0041}')).toBe('a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d⟨U+E0041⟩');
  });

  it('is bounded, and says so', () => {
    expect(escaped('x'.repeat(30_000))).toHaveLength(20_000 + '… (10000 characters more)'.length);
  });
});

describe('two journals side by side', () => {
  const call = (seq: number, text: string) => ({
    seq,
    at: '',
    twin: 'slack',
    method: 'POST',
    path: '/x',
    operation: null,
    body: { text },
    status: 200,
    isWrite: true,
  });
  it('mark what only one side has', () => {
    const pair = pairJournals(
      [call(1, 'a'), call(2, 'b'), call(3, 'b'), call(4, 'c')],
      [call(1, 'a'), call(2, 'b'), call(3, 'd'), call(4, 'c')],
    );
    expect(pair.before.filter(row => row.mark === 'missing').map(row => row.call.body)).toEqual([{ text: 'b' }]);
    expect(pair.after.filter(row => row.mark === 'added').map(row => row.call.body)).toEqual([{ text: 'd' }]);
  });
});
