import { AppError, messageOf, toWire } from '../base/app-error.ts';

/** Where a command writes: what was asked for goes to `out`, everything else to `err`. */
export type Io = { out(text: string): void; err(text: string): void };

export const processIo: Io = {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
};

/** One JSON document, and nothing else, on the standard output. */
export function writeJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** An error for a person, or for a program as `{ error: { kind, code, message, hint } }`. */
export function writeError(io: Io, error: unknown, asJson: boolean): void {
  // The command runs on the engineer's own machine, so it may say what a far side may not know.
  const wire = error instanceof AppError ? toWire(error) : { kind: 'internal', code: 'internal', message: messageOf(error) };
  const hint = 'hint' in wire && wire.hint !== undefined ? `${printable(wire.hint)}\n` : '';
  if (asJson) writeJson(io, { error: wire });
  else io.err(`${printable(wire.message)}\n${hint}`);
}

/** Rows as columns of equal width; the first row is the heading. Text from outside cannot steer the terminal. */
export function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map(row => row.map(cell => printable(cell).replaceAll('\n', ' ')));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map(row => row[column]?.length ?? 0)));
  return clean
    .map(
      row =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** The text without control characters and without marks that turn the reading direction. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

export function money(usd: number | null): string {
  return usd === null ? 'unknown' : `$${usd.toFixed(2)}`;
}
