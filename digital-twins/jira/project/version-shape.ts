import type { Version } from '../model/project.ts';
import { api, type View } from '../shapes.ts';

/** A version as a field of an issue and as the version endpoints have it; dates are days. */
export function versionShape(view: View, version: Readonly<Version>): Record<string, unknown> {
  const today = new Date().toISOString().slice(0, 10);
  const { releaseDate, startDate } = version;
  return {
    self: `${api(view)}/version/${version.id}`,
    id: version.id,
    description: version.description,
    name: version.name,
    archived: version.archived,
    released: version.released,
    ...(startDate === null ? {} : { startDate, userStartDate: humanDay(startDate) }),
    ...(releaseDate === null ? {} : { releaseDate, userReleaseDate: humanDay(releaseDate) }),
    ...(releaseDate === null || version.released ? {} : { overdue: releaseDate < today }),
    projectId: Number(version.projectId),
    ...(version.driver === null ? {} : { driver: version.driver }),
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-03-02` as `02/Mar/26`. */
function humanDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${months[Number(month) - 1]}/${year.slice(2)}`;
}
