import { canSee } from '../access/can.ts';
import type { AdfDocument } from '../adf/document.ts';
import { adfToText } from '../adf/document.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';

/** What a query is asked about. */
export interface JqlContext {
  state: JiraState;
  user: Readonly<JiraUser>;
  /** Virtual time, ms. */
  now: number;
  /** Projects the user may see, by id. */
  visible: ReadonlyMap<string, Readonly<Project>>;
  /** Filters that are being read, so that one that names itself is noticed. */
  openFilters: readonly string[];
}

/** Whether an issue passes. */
export type IssueTest = (issue: Readonly<Issue>) => boolean;

export function createContext(state: JiraState, user: Readonly<JiraUser>, now: number): JqlContext {
  const seen = [...state.projects.values()].filter(project => canSee(state, user, project));
  return { state, user, now, visible: new Map(seen.map(project => [project.id, project])), openFilters: [] };
}

const texts = new WeakMap<AdfDocument, string>();

/** A document's words in lower case; a document is never changed, so this is worked out once. */
export function lowerText(document: AdfDocument | null): string {
  if (document === null) return '';
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = adfToText(document).toLowerCase();
  texts.set(document, text);
  return text;
}
