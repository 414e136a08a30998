import { Icon } from './icon.tsx';

/** A quiet choice in a page bar: what it is about, then the value. The empty value means all. */
export function Picker({
  label,
  all,
  options,
  value,
  onPick,
}: {
  label: string;
  all: string;
  options: readonly string[];
  value: string;
  onPick: (value: string) => void;
}) {
  return (
    <label className="picker">
      <span className="dim">{label}</span>
      <select value={value} onChange={event => onPick(event.target.value)}>
        <option value="">{all}</option>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </label>
  );
}
