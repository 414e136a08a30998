export type Tab<T extends string> = { readonly id: T; readonly text: string; readonly count?: number };

export function Tabs<T extends string>({
  label,
  tabs,
  value,
  onPick,
}: {
  label: string;
  tabs: readonly Tab<T>[];
  value: T;
  onPick: (id: T) => void;
}) {
  return (
    <div className="tabs" role="tablist" aria-label={label}>
      {tabs.map(tab => (
        <button key={tab.id} type="button" role="tab" aria-selected={tab.id === value} onClick={() => onPick(tab.id)}>
          {tab.text}
          {tab.count !== undefined && <span className="count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
