/** An event as Slack's Events API names it, e.g. `message`, `reaction_added`. */
export interface SlackEvent {
  type: string;
  [field: string]: unknown;
}

/** Who may hear of an event: members of a channel, one user, one app. */
export interface Audience {
  channel?: string;
  user?: string;
  app?: string;
}
