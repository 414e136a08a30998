import type { Evidence } from '../evidence.ts';
import { html, type Markup } from './markup.ts';
import { countWord } from './words.ts';

const maxLines = 4000;
const maxLine = 2000;

type Diff = NonNullable<Evidence['diff']>;

/** The unified patch, file by file, with line numbers and colours. */
export function diffSection(diff: Diff, patch: string): Markup {
  const lines = patch.split('\n');
  const shown = lines.slice(0, maxLines);
  const added = diff.files.reduce((sum, file) => sum + file.added, 0);
  const removed = diff.files.reduce((sum, file) => sum + file.removed, 0);
  return html`<section id="change"><h2>The change</h2><p class="dim">${countWord(diff.files.length, 'file', 'files')} <span class="plus">+${added}</span> <span class="minus">−${removed}</span></p><ul class="files">${diff.files.map(
    file =>
      html`<li><code>${file.path}</code><span class="dim">${file.status}</span><span class="far"><span class="plus">+${file.added}</span> <span class="minus">−${file.removed}</span></span></li>`,
  )}</ul>${filesOf(shown).map(fileBlock)}${lines.length > maxLines ? html`<p class="dim">${lines.length - maxLines} more lines: the whole patch lies beside this page, blobs/${diff.patch}.patch</p>` : null}</section>`;
}

/** Each file's lines, beginning with its `diff --git`. */
function filesOf(lines: readonly string[]): string[][] {
  const files: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('diff --git ')) files.push([line]);
    else files.at(-1)?.push(line);
  }
  return files;
}

function fileBlock(lines: readonly string[]): Markup {
  const start = lines.findIndex(line => line.startsWith('@@'));
  const head = start === -1 ? lines : lines.slice(0, start);
  return html`<details class="patch" open><summary><code>${nameIn(head)}</code></summary>${start === -1 ? html`<pre class="dim">${head.slice(1).join('\n')}</pre>` : html`<table><tbody>${rowsOf(lines.slice(start))}</tbody></table>`}</details>`;
}

function nameIn(head: readonly string[]): string {
  const after =
    head.find(line => line.startsWith('+++ ') && line !== '+++ /dev/null') ?? head.find(line => line.startsWith('--- '));
  return after === undefined ? (head[0] ?? '').slice('diff --git '.length) : after.slice(4).replace(/^[ab]\//, '');
}

function rowsOf(lines: readonly string[]): Markup[] {
  let before = 0;
  let after = 0;
  return lines.flatMap(line => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      return [row('hunk', null, null, line)];
    }
    if (line.startsWith('+')) return [row('add', null, after++, line)];
    if (line.startsWith('-')) return [row('del', before++, null, line)];
    if (line.startsWith('\\')) return [row('hunk', null, null, line)];
    return line === '' ? [] : [row('', before++, after++, line)];
  });
}

function row(kind: string, before: number | null, after: number | null, line: string): Markup {
  const text = line.length > maxLine ? `${line.slice(0, maxLine)}… (${line.length - maxLine} characters more)` : line;
  return html`<tr class="${kind}"><td>${before ?? ''}</td><td>${after ?? ''}</td><td>${text}</td></tr>`;
}
