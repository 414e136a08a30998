import { isFor } from '../../access/can.ts';
import type { Issue } from '../../model/issue.ts';
import { type JqlContext, lowerText } from '../context.ts';
import { parseDuration } from '../time/duration.ts';
import { emptiness, equality, matching, type NumberField, ordering, type TextField, type TimeField } from './field.ts';

export function textField(name: string, texts: TextField['texts'], canBeEmpty = true): TextField {
  const operators = canBeEmpty ? [...matching, ...emptiness] : matching;
  return { kind: 'text', name, operators, texts, sortKey: issue => texts(issue)[0] || null };
}

const none: readonly string[] = [];

function commentTexts({ state, user }: JqlContext, issue: Readonly<Issue>): readonly string[] {
  if (state.comments.keysBy('issue', issue.id).length === 0) return none;
  const comments = state.comments.by('issue', issue.id).filter(one => isFor(state, user, issue, one.visibility));
  return comments.map(comment => lowerText(comment.body));
}

function worklogTexts({ state }: JqlContext, issue: Readonly<Issue>): string[] {
  return state.worklogs.by('issue', issue.id).map(worklog => lowerText(worklog.comment));
}

/** Everything `text ~` looks through: the system's texts and the custom fields that hold text. */
function allTexts(context: JqlContext): TextField['texts'] {
  const custom = [...context.state.customFields.values()].filter(({ kind }) => kind === 'text' || kind === 'textarea');
  return issue => [
    issue.summary.toLowerCase(),
    lowerText(issue.description),
    lowerText(issue.environment),
    ...commentTexts(context, issue),
    ...custom.flatMap(({ id }) => textsOf(issue.fields[id])),
  ];
}

/** A custom field's value as texts in lower case. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value.toLowerCase()];
  return typeof value === 'object' && value !== null ? [lowerText(value as Parameters<typeof lowerText>[0])] : [];
}

export const textFields: Record<string, (context: JqlContext) => TextField> = {
  summary: () => textField('summary', issue => [issue.summary.toLowerCase()]),
  description: () => textField('description', issue => [lowerText(issue.description)]),
  environment: () => textField('environment', issue => [lowerText(issue.environment)]),
  comment: context => textField('comment', issue => commentTexts(context, issue), false),
  worklogcomment: context => textField('worklogComment', issue => worklogTexts(context, issue), false),
  text: context => textField('text', allTexts(context), false),
};

const list = (time: number | null | undefined): readonly number[] => (time === null || time === undefined ? [] : [time]);

export function timeField(name: string, times: (issue: Readonly<Issue>) => readonly number[], sortsDown = true): TimeField {
  const operators = [...equality, ...emptiness, ...ordering];
  return { kind: 'time', name, operators, isDay: false, times, sortKey: issue => times(issue)[0] ?? null, sortsDown };
}

export function dayField(name: string, days: (issue: Readonly<Issue>) => readonly string[]): TimeField {
  const operators = [...equality, ...emptiness, ...ordering];
  return { kind: 'time', name, operators, isDay: true, times: days, sortKey: issue => days(issue)[0] ?? null };
}

export const timeFields: Record<string, (context: JqlContext) => TimeField> = {
  created: () => timeField('created', issue => [issue.created]),
  updated: () => timeField('updated', issue => [issue.updated]),
  resolved: () => timeField('resolved', issue => list(issue.resolved)),
  statuscategorychangeddate: () => timeField('statusCategoryChangedDate', issue => [issue.statusChanged]),
  lastviewed: ({ user }) => timeField('lastViewed', issue => list(issue.viewed[user.accountId])),
  due: () => dayField('due', issue => (issue.dueDate === null ? [] : [issue.dueDate])),
  worklogdate: ({ state }) =>
    dayField('worklogDate', issue =>
      state.worklogs.by('issue', issue.id).map(one => new Date(one.started).toISOString().slice(0, 10)),
    ),
};

export function numberField(name: string, number: NumberField['number'], more: Partial<NumberField> = {}): NumberField {
  return {
    kind: 'number',
    name,
    operators: [...equality, ...emptiness, ...ordering],
    number,
    parse: text => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined),
    invalid: text => `The value '${text}' is not a valid number for the field '${name}'.`,
    sortKey: issue => number(issue),
    ...more,
  };
}

function durationField({ state }: JqlContext, name: string, number: NumberField['number']): NumberField {
  return numberField(name, number, {
    parse: text => parseDuration(text, state.settings.timeTracking),
    invalid: text =>
      `The value '${text}' for field '${name}' is invalid. Valid formats include: '4w 2d 5h 30m', '2d', or a number of minutes.`,
    sortsDown: true,
  });
}

export const numberFields: Record<string, (context: JqlContext) => NumberField> = {
  votes: () => numberField('votes', issue => issue.voters.length, { sortsDown: true }),
  watchers: () => numberField('watchers', issue => issue.watchers.length, { sortsDown: true }),
  workratio: () =>
    numberField('workRatio', ({ originalEstimate, timeSpent }) =>
      originalEstimate === null || originalEstimate === 0 ? null : Math.floor((100 * (timeSpent ?? 0)) / originalEstimate),
    ),
  originalestimate: context => durationField(context, 'originalEstimate', issue => issue.originalEstimate),
  remainingestimate: context => durationField(context, 'remainingEstimate', issue => issue.remainingEstimate),
  timespent: context => durationField(context, 'timespent', issue => issue.timeSpent),
};
