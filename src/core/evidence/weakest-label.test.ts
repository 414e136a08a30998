import { describe, expect, it } from 'vitest';
import { footingWords, weakestLabel } from './weakest-label.ts';

const call = (operation: string, label?: 'recorded' | 'docs' | 'guess' | 'none') => ({ twin: 'slack', operation, label });

describe('the weakest label of a scenario', () => {
  it('is that of the operation the twins are least sure of, named once', () => {
    const calls = [
      call('auth.test', 'recorded'),
      call('views.open', 'guess'),
      call('views.open', 'guess'),
      call('chat.update', 'docs'),
    ];
    expect(weakestLabel(calls)).toEqual({ label: 'guess', operations: ['slack views.open'] });
  });

  it('is “none” where the product asked for what the twin does not have', () => {
    expect(weakestLabel([call('a', 'guess'), call('unknown', 'none')])?.label).toBe('none');
  });

  it('is nothing where no twin was called, or none said so', () => {
    expect(weakestLabel([])).toBeNull();
    expect(weakestLabel([call('auth.test')])).toBeNull();
  });

  it('is said in words, with a few of the operations', () => {
    const words = footingWords({ label: 'docs', operations: ['a', 'b', 'c', 'd', 'e', 'f'] });
    expect(words).toBe('Weakest footing: docs (written after the service’s documentation) in a, b, c, d and 2 more');
  });
});
