import type { Stored } from '../config/resource.ts';
import type { JiraCall } from '../operation.ts';
import type { Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import {
  draftOf,
  draftShape,
  findDraft,
  findScheme,
  type Plan,
  planOf,
  projectsOf,
  saveDraft,
  savePlan,
  schemeShape,
} from './scheme.ts';

/** Whether a request is about the draft of a scheme: its path says so. */
export function isAboutDraft(call: JiraCall): boolean {
  return /\/workflowscheme\/[^/]+\/draft(\/|$)/.test(call.request.path);
}

/** What a request reads: the draft where its path or `returnDraftIfExists` says so. */
export function readPlan(call: JiraCall): Plan {
  const entry = findScheme(call);
  if (isAboutDraft(call)) return findDraft(entry);
  const wanted = call.request.query.get('returnDraftIfExists') === 'true';
  return (wanted ? draftOf(entry) : undefined) ?? planOf(entry);
}

/**
 * Changes what a request is about and answers it. A scheme in use is never changed itself: with `updateDraftIfNeeded`
 * its draft is, without it Jira refuses with 400 (Jira docs, "Workflow schemes").
 */
export function changePlan(call: JiraCall, updateDraft: unknown, change: (plan: Plan) => Plan): Loose {
  const entry = findScheme(call);
  if (isAboutDraft(call)) return draftShape(call, saveDraft(call, entry.id, change(bare(findDraft(entry)))));
  if (projectsOf(call, entry.id).length === 0) return schemeShape(call, savePlan(call, entry.id, change(planOf(entry))));
  if (updateDraft !== true && updateDraft !== 'true')
    throw new JiraRefusal(400, [
      'The workflow scheme is active and cannot be edited. Set updateDraftIfNeeded to true to edit its draft.',
    ]);
  return draftShape(call, saveDraft(call, entry.id, change(bare(draftOf(entry) ?? planOf(entry as Stored)))));
}

function bare({ defaultWorkflow, issueTypeMappings }: Plan): Plan {
  return {
    issueTypeMappings: { ...issueTypeMappings },
    ...(defaultWorkflow === undefined ? {} : { defaultWorkflow }),
  };
}
