/** What an agent's command line can do; the engine asks this and never the adapter's name. */
export type AgentCapabilities = {
  readonly resume: boolean;
  readonly structuredEvents: boolean;
  readonly mcp: boolean;
  readonly planMode: boolean;
  readonly cost: boolean;
  /** Needs the model gateway. An agent that needs none costs nothing. */
  readonly needsModel: boolean;
};

/** One piece of work for an agent, as it may be seen inside a station: nothing here names a scenario or another job. */
export type AgentTask = {
  /** The packet without holdouts, already through the leak guard. */
  readonly packet: string;
  readonly prompt: string;
  /** Which visit to this stage it is, from 1: a second visit comes with `notes` from validation or the engineer. */
  readonly visit: number;
  readonly notes: readonly string[];
  /** Adapter settings from the packet (`recording`, `model`, …). */
  readonly settings: Readonly<Record<string, string>>;
  /** Show at human speed, or as fast as it goes. */
  readonly pace: 'human' | 'fast';
};

/** How to start the agent inside the station. Paths are the station's own. */
export type AgentLaunch = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files for `/station/in`, by name. */
  readonly inputs: Readonly<Record<string, string>>;
};

export interface AgentAdapter {
  readonly name: string;
  readonly title: string;
  readonly capabilities: AgentCapabilities;
  launch(task: AgentTask): Promise<AgentLaunch>;
}
