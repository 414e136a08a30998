import { empty, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { change } from './change.ts';
import { addComments } from './comments.ts';
import { asObject, readFields } from './issue-fields.ts';
import { findIssue, type JiraCall, JiraRefusal, projectOf, readBody, restOperation } from './operation.ts';
import { statusOf, statusShape, viewOf } from './shapes.ts';
import type { Issue, JiraState, Transition } from './state.ts';

export const transitionOperations: Operation<JiraState>[] = [
  restOperation({
    name: 'issue.transitions',
    method: 'GET',
    path: '/issue/:issue/transitions',
    label: 'docs',
    run: call => json({ expand: 'transitions', transitions: transitionShapes(call, findIssue(call)) }),
  }),
  restOperation({
    name: 'issue.transition',
    method: 'POST',
    path: '/issue/:issue/transitions',
    label: 'docs',
    write: true,
    run: call => {
      const issue = findIssue(call);
      const body = readBody(call);
      const id = asObject(body.transition).id;
      if (id === undefined) throw new JiraRefusal(400, ["Missing 'transition' identifier"]);
      const transition = findTransition(call, issue, String(id));
      const { resolution: _given, ...fields } = asObject(body.fields);
      const patch = readFields(call, projectOf(call.state, issue), fields);
      addComments(call, issue, asObject(body.update).comment);
      Object.assign(issue, patch);
      applyTransition(call, issue, transition);
      return empty();
    },
  }),
];

/** Transitions that lead on from where an issue is. */
function availableTransitions(state: JiraState, issue: Issue): Transition[] {
  const { transitions } = projectOf(state, issue).workflow;
  return transitions.filter(({ from }) => from === undefined || from.includes(issue.statusId));
}

/** Throws `JiraRefusal` 400 for one that does not lead on from here. */
export function findTransition(call: JiraCall, issue: Issue, id: string): Transition {
  const transition = availableTransitions(call.state, issue).find(one => one.id === id);
  if (transition === undefined) throw new JiraRefusal(400, [`Transition id '${id}' is not valid for this issue.`]);
  return transition;
}

/** Moves an issue; arriving in a done status resolves it, leaving one takes the resolution away. */
export function applyTransition(call: JiraCall, issue: Issue, transition: Transition): void {
  change(call, issue, () => {
    const now = call.clock.now();
    if (issue.statusId !== transition.to) issue.statusChanged = now;
    issue.statusId = transition.to;
    const isDone = statusOf(call.state, transition.to).category === 'done';
    issue.resolved = isDone ? (issue.resolved ?? now) : null;
  });
}

export function transitionShapes(call: JiraCall, issue: Issue): Record<string, unknown>[] {
  const view = viewOf(call);
  return availableTransitions(call.state, issue).map(transition => ({
    id: transition.id,
    name: transition.name,
    to: statusShape(view, statusOf(call.state, transition.to)),
    hasScreen: false,
    isGlobal: transition.from === undefined,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: false,
  }));
}
