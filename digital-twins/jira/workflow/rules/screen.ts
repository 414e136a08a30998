import type { Transition } from '../../model/workflow.ts';
import { asObject, asText } from '../../reading.ts';
import { screenTabs } from '../../screen/tabs.ts';
import type { JiraState } from '../../state.ts';

/** The fields a transition's screen shows: those of the screen it names, or the ones written with it. */
export function transitionScreen(state: JiraState, { screen, rules }: Transition): Transition['screen'] {
  const id = asText(asObject(asObject(rules.transitionScreen).parameters).screenId);
  if (id === undefined) return screen;
  const fields = screenTabs(state, id).flatMap(tab => tab.fields);
  return fields.map(field => ({ field, required: false }));
}
