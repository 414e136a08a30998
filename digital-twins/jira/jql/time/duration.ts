/** Jira's working time: what a day and a week are. */
interface WorkingTime {
  hoursPerDay: number;
  daysPerWeek: number;
}

/** `4w 2d 5h 30m`, or a bare number of minutes, in seconds; undefined for anything else. */
export function parseDuration(text: string, { hoursPerDay, daysPerWeek }: WorkingTime): number | undefined {
  const parts = text.trim().toLowerCase().split(/\s+/);
  if (!parts.every(part => /^\d+(\.\d+)?[wdhm]?$/.test(part))) return undefined;
  const day = hoursPerDay * 3600;
  const units: Record<string, number> = { w: day * daysPerWeek, d: day, h: 3600, m: 60 };
  return parts.reduce((sum, part) => sum + Number.parseFloat(part) * (units[part.slice(-1)] ?? 60), 0);
}
