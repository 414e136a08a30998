import type { AppError } from '../../base/app-error.ts';

/** The page of a link that cannot be used again: what happened, and the one command that helps. */
export function Refused({ error }: { error: AppError }) {
  return (
    <main className="refused">
      <h1>{error.message}</h1>
      <p className="mid">
        A link opens the control room once, so that nobody can use it after you. Nothing was stopped; the runs go on.
      </p>
      <p className="mid">
        Open a new one with <code className="mono">{error.hint ?? 'andon open'}</code>
      </p>
      <p className="dim mono t11">{error.code}</p>
    </main>
  );
}
