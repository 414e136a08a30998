import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App } from '../../state.ts';

/** The app a path names. Throws `OktaRefusal` 404. */
export function findApp(call: OktaCall, id = call.params.app ?? ''): Readonly<App> {
  const app = call.state.apps.get(id);
  if (app === undefined) throw notFound(id, 'AppInstance');
  return app;
}
