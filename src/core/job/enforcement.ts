/** The part of Andon that makes sure of a packet's field. `how` is one sentence for the packet editor. */
export type Enforcer = 'tunnel' | 'gateway' | 'collector' | 'judge' | 'engine' | 'checks';
export type Enforcement = { readonly enforcedBy: Enforcer; readonly how: string } | 'recorded only';

const by = (enforcedBy: Enforcer, how: string): Enforcement => ({ enforcedBy, how });

/**
 * What each field of a packet is worth: enforced by a named part, or only written down for agent and reviewer.
 * A field moves out of `recorded only` in the same change that enforces it.
 */
export const enforcement = {
  title: 'recorded only',
  kind: by('engine', 'It decides what must be seen on the base commit before an agent starts.'),
  project: by('engine', 'The job works on this repository and no other.'),
  line: by('engine', 'The run is pinned to this line.'),
  source: 'recorded only',
  goal: 'recorded only',
  acceptance: by(
    'engine',
    'Criteria that contradict each other stop the run with a question; what each one says is for agent and reviewer.',
  ),
  'scope.files': by('collector', 'Work that touches another file is refused.'),
  'scope.commands': 'recorded only',
  non_goals: 'recorded only',
  context: 'recorded only',
  tools: 'recorded only',
  network: by('tunnel', 'Only the services named here have an address inside the station.'),
  secrets: by('collector', 'No secret ever enters a station, and work that contains one is refused.'),
  'reproduction.scenarios': by('judge', 'They are replayed on the base commit and on the candidate, from outside.'),
  'reproduction.commands': by('judge', 'They run on the base commit before an agent starts.'),
  checks: by('judge', 'They run in a fresh station on the candidate, and a failing one sends the work back.'),
  'stop.max_attempts': by('engine', 'An agent is let in no more often than this; then the run escalates.'),
  'stop.max_minutes': by('engine', 'An agent is stopped after this many minutes.'),
  'stop.max_cost_usd': 'recorded only',
  'stop.condition': 'recorded only',
  no_op: 'recorded only',
  evidence: 'recorded only',
  output: by('collector', 'What comes back is taken as a tree and made one commit by the host.'),
  review: 'recorded only',
  services: by('engine', 'No agent starts before each of these answers.'),
  risk: 'recorded only',
  agent: by('engine', 'Only this agent is started.'),
} as const satisfies Readonly<Record<string, Enforcement>>;
