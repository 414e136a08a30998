/** A packet that uses every field, for the tests of this folder. */
export const packetText = `schema: packet/1
title: Escalating twice posts two Slack messages
kind: bug
project: helpdesk
line: bug-fix
source: { type: pasted, ref: "", by: dana }
goal: One escalation, one message in the channel, however often someone presses the button.
acceptance:
  - id: a1
    given: a ticket that was escalated
    when: she escalates it again
    then: the channel still has one message about it
scope: { files: ["src/**"], commands: ["npm test"] }
non_goals: [Do not change the text of the message.]
context: { files: ["src/escalation.js"], notes: "See the handler." }
tools: { allow: [shell, edit], deny: [] }
network: [registry]
secrets: []
reproduction: { scenarios: [escalate-once], commands: [] }
checks: [ "npm test" ]
stop: { max_attempts: 3, max_minutes: 30, max_cost_usd: 5, condition: "Stop when it is fixed." }
no_op: "If the scenario passes on base the bug is gone: close."
evidence: [screenshots, twin-journal, checks, diff]
output: commit
review: { note: "Small.", rollback: "Revert the commit." }
services: [kb]
risk: low
agent: { adapter: replay, recording: escalate-once }
`;
