import type { ReplayRecord, Side } from './replay.ts';

/** A scenario that uses every kind of step and expectation. For tests only. */
export const exampleText = `schema: holdout/1
id: escalate-once
title: Escalating twice posts one message
project: helpdesk
kind: bug
fails_before: [one-message]
canary: cw-marigold
seeds: { slack: support, okta: support, jira: support }
clock: 2026-01-15T10:00:00Z
people:
  dana: { okta: dana.marsh@relay.example, password: Correct-Horse-1 }
  omar: {}
steps:
  - goto: /
  - fill: { label: Password }
    value: \${dana.password}
  - click: { role: button, name: Sign in }
  - select: { label: Priority }
    value: urgent
  - press: Enter
    on: { label: Title }
  - checkpoint: list
    mask: [ { css: .clock } ]
  - as: omar
    expect: row-visible
    page: { role: row, name: { contains: VPN }, within: { testId: tickets } }
    visible: true
  - expect: one-message
    twin: slack
    calls: { method: post, path: /api/chat.postMessage, body: { channel: C0SUPPORT, text: { contains: T-1 } } }
    count: 1
  - expect: issue-done
    twin: jira
    state: issues.HELP-7.status
    equals: Done
  - expect: nothing-else
    twins: only
    allow: [ { twin: jira, path: { matches: "^/rest/api/3/issue" } } ]
  - expect: no-errors
    console: clean
`;

/** A record of the example or another scenario, with only what judges look at. */
export function recordOf(
  scenario: string,
  side: Side,
  assertions: Readonly<Record<string, boolean>>,
  brokenAt: number | null = null,
): ReplayRecord {
  const broken = brokenAt === null ? null : { step: brokenAt, reason: 'no such button' };
  return {
    scenario,
    side,
    repeat: 1,
    assertions,
    broken,
    steps: [],
    pictures: [],
    console: [],
    network: [],
    calls: [],
    durationMs: 1,
  };
}
