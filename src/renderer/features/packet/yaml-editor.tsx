import { type Ref, useRef } from 'react';

type EditorProps = {
  readonly text: string;
  readonly marked: ReadonlySet<number>;
  readonly ref: Ref<HTMLTextAreaElement>;
  onChange(text: string): void;
};

/** A plain text field with line numbers; lines that lack something are marked. */
export function YamlEditor({ text, marked, ref, onChange }: EditorProps) {
  const numbers = useRef<HTMLDivElement>(null);
  const count = text.split('\n').length;
  return (
    <div className="yaml">
      <div className="yaml-numbers" ref={numbers} aria-hidden="true">
        {Array.from({ length: count }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: line numbers
          <i key={at} className={marked.has(at) ? 'yaml-marked' : ''}>
            {at + 1}
          </i>
        ))}
      </div>
      <textarea
        ref={ref}
        className="yaml-text"
        aria-label="Packet as YAML"
        placeholder="Paste a task packet (YAML), or start from the packet of a job"
        spellCheck={false}
        wrap="off"
        value={text}
        maxLength={1_000_000}
        // biome-ignore lint/a11y/noAutofocus: the page is there to be pasted into
        autoFocus
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => event.key === 'Escape' && event.currentTarget.blur()}
        onScroll={event => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
