import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { type Loose, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';

export const provider = { key: 'JIRA', name: 'JIRA provided time tracking', url: '/example/config/url' };

export function selectProvider(call: JiraCall): Answer {
  if (readBody(call).key !== provider.key) throw new JiraRefusal(400, ['The time tracking provider does not exist.']);
  return empty();
}

export function tracking({ state }: JiraCall): Loose {
  const { hoursPerDay, daysPerWeek, timeFormat, defaultUnit } = state.settings.timeTracking;
  return { workingHoursPerDay: hoursPerDay, workingDaysPerWeek: daysPerWeek, timeFormat, defaultUnit };
}

export function setTracking(call: JiraCall): Answer {
  const { workingHoursPerDay, workingDaysPerWeek, timeFormat, defaultUnit } = readBody(call);
  const isValid =
    typeof workingHoursPerDay === 'number' &&
    typeof workingDaysPerWeek === 'number' &&
    ['pretty', 'days', 'hours'].includes(String(timeFormat)) &&
    ['minute', 'hour', 'day', 'week'].includes(String(defaultUnit));
  if (!isValid) throw new JiraRefusal(400, ['The request is not valid.']);
  Object.assign(call.state.settings.timeTracking, {
    hoursPerDay: workingHoursPerDay,
    daysPerWeek: workingDaysPerWeek,
    timeFormat,
    defaultUnit,
  });
  return json(tracking(call));
}
