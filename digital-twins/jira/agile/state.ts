import { createTable } from '../../kit/table.ts';

/** A board shows what its filter finds. */
export interface Board {
  /** A number. */
  id: string;
  name: string;
  type: 'scrum' | 'kanban' | 'simple';
  filterId: string;
  /** Where it stands: a project, or the account it belongs to. */
  location: { type: 'project'; projectId: string } | { type: 'user'; accountId: string };
  columns: Column[];
  quickFilters: QuickFilter[];
  /** `customfield_…` of what issues are estimated in; null = not estimated. */
  estimationFieldId: string | null;
  /** Features that were switched, by key. */
  features: Record<string, 'ENABLED' | 'DISABLED' | 'COMING_SOON'>;
}

export interface Column {
  name: string;
  statusIds: string[];
  min: number | null;
  max: number | null;
}

export interface QuickFilter {
  id: string;
  name: string;
  jql: string;
  description: string;
  position: number;
}

/** A sprint; times are ms. */
export interface Sprint {
  /** A number. */
  id: string;
  /** The board it was made on. */
  boardId: string;
  name: string;
  goal: string | null;
  state: 'future' | 'active' | 'closed';
  startDate: number | null;
  endDate: number | null;
  completeDate: number | null;
  created: number;
  /** Where it stands among its board's. */
  sequence: number;
}

/** The tables of Jira Software. */
export function createAgile() {
  return {
    boards: createTable<Board, 'filter'>({ key: row => row.id, indexes: { filter: { of: row => row.filterId } } }),
    sprints: createTable<Sprint, 'board'>({
      key: row => row.id,
      indexes: { board: { of: row => row.boardId, order: row => row.sequence } },
    }),
  };
}
