import type { App, OktaUser, Provisioning } from '../state.ts';

/** What happened to a person or group that an app which provisions has to hear of. */
export type ProvisioningChange =
  | {
      kind: 'user-assigned' | 'user-changed' | 'user-deactivated' | 'user-unassigned';
      app: Readonly<App>;
      user: Readonly<OktaUser>;
    }
  | { kind: 'group-assigned' | 'group-changed' | 'group-unassigned'; app: Readonly<App>; groupId: string };

/** A person in an app that provisions. */
export interface Pushed {
  app: Readonly<App>;
  provisioning: Readonly<Provisioning>;
  user: Readonly<OktaUser>;
}
