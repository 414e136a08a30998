import type { ReactNode } from 'react';

/** What will stand here, in one sentence, and at most one button. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** The room that content will take, shown only if it does not come at once. */
export function Bars({ widths }: { widths: readonly number[] }) {
  return (
    <div className="bars" role="status" aria-label="Loading">
      {widths.map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: plain bars
        <i key={at} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
