import { expect, test } from 'vitest';
import { lineOfField } from './line-of-field.ts';

const text = 'schema: packet/1\ntitle: x\nstop:\n  max_minutes: 3\nscope:\n  files: []\n';

test('a field is found where it begins', () => {
  expect(lineOfField(text, 'title')).toBe(1);
  expect(lineOfField(text, 'stop.max_minutes')).toBe(3);
  expect(lineOfField(text, 'scope.commands')).toBe(4);
  expect(lineOfField(text, 'acceptance[0].then')).toBeNull();
});
