import { useMemo, useState } from 'react';
import type { DiffFile } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { countText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { type PatchLine, patchLines } from './patch-lines.ts';

/** More lines of one file than this are shown on request only. */
const mostLines = 600;

/** What the code is: last, since it proves the least. Added and removed lines carry a sign as well as a colour. */
export function CodeDiff({ files }: { files: readonly DiffFile[] }) {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  return (
    <section className="code" aria-label="Code">
      <div className="code-head">
        <b>{files.length === 0 ? 'No file was changed' : countText(files.length, 'file')}</b>
        {files.length > 0 && <Counts added={added} removed={removed} />}
      </div>
      {files.map(file => (
        <FileDiff key={file.path} file={file} />
      ))}
    </section>
  );
}

function FileDiff({ file }: { file: DiffFile }) {
  const [isOpen, setOpen] = useState(true);
  const [isWhole, setWhole] = useState(false);
  const lines = useMemo(() => patchLines(file.patch), [file.patch]);
  const shown = isWhole ? lines : lines.slice(0, mostLines);
  return (
    <div className="code-file">
      <button type="button" className="code-file-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name={isOpen ? 'down' : 'right'} size={12} />
        <Icon name="file" size={14} />
        <Foreign className="mono ell">{file.path}</Foreign>
        {file.status !== 'modified' && <span className="dim">{file.status}</span>}
        <Counts added={file.added} removed={file.removed} />
      </button>
      {isOpen && (
        <div className="code-lines">
          {shown.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a patch have no identity but their place
            <Line key={at} line={line} />
          ))}
          {shown.length < lines.length && (
            <button type="button" className="ghost" onClick={() => setWhole(true)}>
              Show all {lines.length} lines
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Line({ line }: { line: PatchLine }) {
  if (line.kind === 'gap' || line.kind === 'note') {
    return (
      <div className="code-line code-gap">
        <span />
        <span />
        <span />
        <span dir="auto">{line.kind === 'gap' ? `⋯ ${line.text}` : line.text}</span>
      </div>
    );
  }
  return (
    <div className={`code-line code-${line.kind}`}>
      <span>{line.before}</span>
      <span>{line.after}</span>
      <span>{line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : ''}</span>
      <span>{line.text}</span>
    </div>
  );
}

function Counts({ added, removed }: { added: number; removed: number }) {
  return (
    <span className="num">
      <span className="add">+{added}</span> <span className="del">−{removed}</span>
    </span>
  );
}
