/** Where a run stands in its line: done, present, to come. `index` counts from 0; colour comes from the tone around it. */
export function Stepper({ index, count, label }: { index: number; count: number; label: string }) {
  return (
    <div className="stepper" role="img" aria-label={`${label}, step ${index + 1} of ${count}`}>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a line have no identity but their place
        <i key={at} className={at < index ? 'done' : at === index ? 'present' : ''} />
      ))}
    </div>
  );
}
