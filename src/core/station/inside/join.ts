import type { Duplex } from 'node:stream';

/** Joins two byte streams both ways: an end is passed on as an end, a break as a break. */
export function join(left: Duplex, right: Duplex): void {
  left.pipe(right);
  right.pipe(left);
  breakTogether(left, right);
  breakTogether(right, left);
}

function breakTogether(from: Duplex, to: Duplex): void {
  from.on('error', () => to.destroy());
  // `close` without an end is a break; after a clean end the pipe has ended the other side already.
  from.on('close', () => {
    if (!from.readableEnded || !from.writableFinished) to.destroy();
  });
}
