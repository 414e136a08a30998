/** A clock; stands still at `fixedTime` (ISO) when one is given. */
export function createClock(fixedTime) {
  if (!fixedTime) return () => new Date();
  const instant = new Date(fixedTime);
  if (Number.isNaN(instant.getTime())) throw new Error(`FIXED_TIME is not a time: ${fixedTime}`);
  return () => new Date(instant);
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "14:02" today, "13 Jan" on any other day. */
export function shortTime(iso, now) {
  const at = new Date(iso);
  const isToday = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  return isToday ? time.format(at) : day.format(at);
}

/** "14:02 today" or "13 Jan, 14:02". */
export function longTime(iso, now) {
  const at = new Date(iso);
  const isToday = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  return isToday ? `${time.format(at)} today` : `${day.format(at)}, ${time.format(at)}`;
}
