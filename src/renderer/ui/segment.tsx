import { Icon } from './icon.tsx';
import type { IconName } from './icon-shapes.tsx';

export type SegmentOption<T extends string> = { readonly id: T; readonly text: string; readonly icon?: IconName };

/** One of a few, all in sight. */
export function Segment<T extends string>({
  label,
  options,
  value,
  onPick,
}: {
  label: string;
  options: readonly SegmentOption<T>[];
  value: T;
  onPick: (id: T) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one control
    <div className="segment" role="group" aria-label={label}>
      {options.map(option => (
        <button key={option.id} type="button" aria-pressed={option.id === value} onClick={() => onPick(option.id)}>
          {option.icon && <Icon name={option.icon} />}
          {option.text}
        </button>
      ))}
    </div>
  );
}
