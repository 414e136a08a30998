import { expect, test } from 'vitest';
import { patchLines } from './patch-lines.ts';

const patch = `diff --git a/a.ts b/a.ts
index 1..2 100644
--- a/a.ts
+++ b/a.ts
@@ -41,3 +41,4 @@ export function x() {
 same
-old
+new
+more
 end
@@ -90 +91 @@
--- looks like a header
+++ and this too
\\ No newline at end of file
`;

test('lines carry their numbers on both sides', () => {
  expect(patchLines(patch).slice(0, 6)).toEqual([
    { kind: 'gap', text: 'export function x() {' },
    { kind: 'same', before: 41, after: 41, text: 'same' },
    { kind: 'removed', before: 42, after: null, text: 'old' },
    { kind: 'added', before: null, after: 42, text: 'new' },
    { kind: 'added', before: null, after: 43, text: 'more' },
    { kind: 'same', before: 43, after: 44, text: 'end' },
  ]);
});

test('content that looks like a header is content', () => {
  expect(patchLines(patch).slice(6)).toEqual([
    { kind: 'gap', text: 'line 91' },
    { kind: 'removed', before: 90, after: null, text: '-- looks like a header' },
    { kind: 'added', before: null, after: 91, text: '++ and this too' },
    { kind: 'note', text: 'No newline at end of file' },
  ]);
});

test('a binary file is a note, and nothing is nothing', () => {
  expect(patchLines('diff --git a/x b/x\nBinary files a/x and b/x differ\n')).toEqual([
    { kind: 'note', text: 'Binary files a/x and b/x differ' },
  ]);
  expect(patchLines('')).toEqual([]);
});
