import { empty, json } from '../../kit/answer.ts';
import { addComments } from '../comment/write.ts';
import { nameOf } from '../field/shape.ts';
import { applyExtras, checkExtras } from '../issue/extras.ts';
import { fieldMeta } from '../issue/meta.ts';
import { readIssue } from '../issue/read.ts';
import type { Issue } from '../model/issue.ts';
import type { Transition } from '../model/workflow.ts';
import { findIssue, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { transitionScreen } from './rules/screen.ts';
import { demandValid } from './rules/validator.ts';
import { statusOf, statusShape } from './shape.ts';
import { applyTransition, availableTransitions, findTransition } from './transition.ts';

export const transitionOperations: RestOperation[] = [
  {
    name: 'issue.transitions',
    method: 'GET',
    path: '/issue/:issue/transitions',
    label: 'spec',
    anonymous: true,
    run: call => {
      const id = call.request.query.get('transitionId');
      const shapes = transitionShapes(call, findIssue(call), readList(call, 'expand'));
      return json({ expand: 'transitions', transitions: id === null ? shapes : shapes.filter(one => one.id === id) });
    },
  },
  {
    name: 'issue.transition',
    method: 'POST',
    path: '/issue/:issue/transitions',
    label: 'spec',
    write: true,
    run: call => {
      const body = readBody(call);
      transitionIssue(call, findIssue(call), body);
      return empty();
    },
  },
];

/** Takes an issue through the transition a body names, with its fields and comments. Throws `JiraRefusal` 400. */
export function transitionIssue(call: JiraCall, issue: Readonly<Issue>, body: Loose): void {
  const id = asText(asObject(body.transition).id);
  if (id === undefined) throw new JiraRefusal(400, ["Missing 'transition' identifier"]);
  const transition = findTransition(call, issue, id);
  const fields = asObject(body.fields);
  const update = asObject(body.update);
  const given = { ...fields, ...update };
  const errors = { ...offScreen(transition, given), ...missing(call, transition, given) };
  const target = { call, project: projectOf(call.state, issue), typeId: issue.typeId, issue, anyField: true };
  const { patch, extras } = readIssue(target, fields, update, errors);
  const { comments, ...others } = extras;
  demandValid(call, issue, patch, transition);
  checkExtras(call, issue, extras);
  const comment = addComments(call, issue, comments, false);
  applyTransition(call, issue, transition, patch, comment);
  applyExtras(call, issue.id, { ...others, comments: [] });
}

/** A transition sets what is on its screen; comments and worklogs go with each. */
function offScreen({ screen }: Transition, given: Loose): Record<string, string> {
  const known = new Set(['comment', 'worklog', ...screen.map(({ field }) => field)]);
  const others = Object.keys(given).filter(id => !known.has(id));
  return Object.fromEntries(
    others.map(id => [id, `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`]),
  );
}

function missing(call: JiraCall, transition: Transition, given: Loose): Record<string, string> {
  const gone = transitionScreen(call.state, transition).filter(
    ({ field, required }) => required && (given[field] === undefined || given[field] === null),
  );
  return Object.fromEntries(gone.map(({ field }) => [field, `${nameOf(call.state, field)} is required.`]));
}

export function transitionShapes(call: JiraCall, issue: Readonly<Issue>, expand: readonly string[]): Loose[] {
  const view = viewOf(call);
  const project = projectOf(call.state, issue);
  return availableTransitions(call, issue).map(transition => ({
    id: transition.id,
    name: transition.name,
    to: statusShape(view, statusOf(call.state, transition.to)),
    hasScreen: transitionScreen(call.state, transition).length > 0,
    isGlobal: transition.from === undefined,
    isInitial: false,
    isAvailable: true,
    isConditional: (transition.conditions ?? []).length > 0,
    isLooped: transition.to === issue.statusId,
    ...(expand.includes('transitions.fields')
      ? {
          fields: Object.fromEntries(
            transitionScreen(call.state, transition).map(({ field, required }) => [
              field,
              { ...fieldMeta(call, { project, typeId: issue.typeId }, field), required },
            ]),
          ),
        }
      : {}),
  }));
}
