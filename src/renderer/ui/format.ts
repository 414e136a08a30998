/** Words for figures. All take milliseconds, US dollars or bytes, and say "unknown" rather than guess. */

/** `4 s`, `1 m 08`, `12 min`, `1 h 03`, `3 d`: as short as it can be told. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} m ${two(seconds % 60)}`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${two(minutes % 60)}` : `${Math.floor(hours / 24)} d`;
}

/** How long something has lasted, to be read at a glance: `40 s`, `6 min`, `1 h 12`, `3 d`. */
export function ageText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes >= 1 && minutes < 10 ? `${minutes} min` : durationText(ms);
}

/** To the cent; an unknown price is never shown as nothing. */
export function moneyText(usd: number | null): string {
  if (usd === null) return 'unknown';
  return usd > 0 && usd < 0.005 ? '< $0.01' : `$${usd.toFixed(2)}`;
}

/** `14:02`, in the engineer's own time zone. */
export function clockText(at: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** The time of day in a written-down time, `10:00:02.120`, as it was written down: a twin's clock is not the engineer's. */
export function wireTimeText(written: string): string {
  const time = /T(\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?/.exec(written);
  return time ? `${time[1]}.${(time[2] ?? '').padEnd(3, '0')}` : written;
}

/** `Today`, `Yesterday`, or the day as `12 Nov`. */
export function dayText(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at);
}

/** The first characters of a commit or a bundle's hash. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}

/** `1 picture`, `3 pictures`. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A share from 0 to 1 as `2.1 %`; what is there but tiny is not shown as nothing. */
export function shareText(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 0.05 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
