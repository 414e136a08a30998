import type { ReactNode } from 'react';
import type { AppError } from '../../base/app-error.ts';
import { Icon } from './icon.tsx';

/** What went wrong, the operator's next step word for word, and the stable code small. */
export function Fault({ error, action }: { error: AppError; action?: ReactNode }) {
  return (
    <div className="fault" role="alert">
      <Icon name="failed" size={14} />
      <span className="foreign">{error.message}</span>
      <span>{action}</span>
      {error.hint && <span className="more foreign">{error.hint}</span>}
      <span className="more code mono t11">{error.code}</span>
    </div>
  );
}
