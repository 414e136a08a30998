import { crc32, deflateSync } from 'node:zlib';
import { sha256 } from './blob-store.ts';
import type { EvidenceDraft, EvidenceReplay } from './evidence.ts';

/** A PNG of one colour. For tests only. */
export function plainPng(width: number, height: number, colour: readonly [number, number, number, number]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

const patch = `diff --git a/src/escalation.js b/src/escalation.js
index 1111111..2222222 100644
--- a/src/escalation.js
+++ b/src/escalation.js
@@ -10,4 +10,5 @@ export async function escalate(ticket) {
   const text = render(ticket);
-  await slack.chat.postMessage({ channel, text });
+  if (ticket.escalatedAt) return;
+  await slack.chat.postMessage({ channel, text });
   await jira.transition(ticket);
`;

export type EvidenceExample = { readonly draft: EvidenceDraft; readonly blobs: ReadonlyMap<string, Uint8Array> };

/** Evidence with something in every field, and its blobs. `title` goes wherever outside text can go. For tests only. */
export function evidenceExample(text = 'Escalating twice posts one message'): EvidenceExample {
  const blobs = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array | string) => {
    const hash = sha256(bytes);
    blobs.set(hash, Buffer.from(bytes));
    return hash;
  };
  const before = keep(plainPng(64, 40, [250, 250, 250, 255]));
  const after = keep(plainPng(64, 40, [20, 120, 90, 255]));
  const difference = keep(plainPng(64, 40, [255, 79, 200, 255]));
  const draft: EvidenceDraft = {
    ...head(text),
    diff: { patch: keep(patch + text), files: [{ path: `src/${text}.js`, status: 'modified', added: 2, removed: 1 }] },
    checks: [
      {
        name: text,
        argv: ['npm', 'test', text],
        side: 'candidate',
        expected: 'green',
        exitCode: 0,
        output: keep(`\u001b[32mok\u001b[39m 12 tests passed ${text}\n`),
        durationMs: 2100,
        provenance: 'verifier',
      },
    ],
    transcript: { blob: keep(`{"version":3}\n[0,"o",${JSON.stringify(text)}]\n`), agent: 'replay' },
    scenarios: [
      {
        id: 'escalate-once',
        title: text,
        kind: 'bug',
        isInPacket: true,
        hash: 'a'.repeat(64),
        verdict: 'proven',
        reason: `base fails one-message, exactly as declared; ${text}`,
        replays: [replay('base', text, before, 2), replay('base-again', text, before, 2), replay('candidate', text, after, 1)],
        comparisons: [
          {
            checkpoint: text,
            before,
            after,
            difference,
            width: 64,
            height: 40,
            sizeDiffers: false,
            changedPixels: 2560,
            changedShare: 1,
            regions: [{ number: 1, x: 0, y: 0, width: 64, height: 40 }],
            controlPixels: 0,
          },
          {
            checkpoint: 'same',
            before,
            after: before,
            difference: null,
            width: 64,
            height: 40,
            sizeDiffers: false,
            changedPixels: 0,
            changedShare: 0,
            regions: [],
            controlPixels: 0,
          },
          {
            checkpoint: 'only-before',
            before,
            after: null,
            difference: null,
            width: 64,
            height: 40,
            sizeDiffers: true,
            changedPixels: 0,
            changedShare: 1,
            regions: [],
            controlPixels: null,
          },
        ],
      },
    ],
  };
  return { draft, blobs };
}

function head(text: string): Omit<EvidenceDraft, 'diff' | 'checks' | 'transcript' | 'scenarios'> {
  const at = Date.UTC(2026, 0, 15, 10, 0, 0);
  return {
    schema: 'evidence/1',
    id: 'J-7.2',
    createdAt: at,
    job: { id: 'J-7', title: text },
    run: 'J-7.2',
    line: { name: text, hash: 'b'.repeat(64) },
    isolation: { kind: 'docker', isIsolated: true },
    base: 'c'.repeat(40),
    candidate: 'd'.repeat(40),
    target: text,
    packet: `schema: packet/1\ntitle: ${text}\n`,
    terminal: { state: 'PR_READY', reason: { code: 'scenarios.proven', text } },
    plan: text,
    tests: {
      newTests: [{ file: text, onBase: 'red', onCandidate: 'green' }],
      before: { tests: 11, skipped: 0, assertions: 30 },
      after: { tests: 12, skipped: 0, assertions: 33 },
    },
    gates: [
      { id: 'fails-on-base', title: text, source: 'host', status: 'passed', detail: text, at },
      { id: 'checks', title: 'Project checks', source: 'verifier', status: 'failed', detail: '12 tests', at: null },
      { id: 'approve', title: 'Approve and merge', source: 'you', status: 'waiting', detail: '', at: null },
      { id: 'root-cause', title: 'Root cause', source: 'claim', status: 'passed', detail: text, at: null },
    ],
    findings: [{ text, provenance: 'verifier' }],
    claims: { state: 'PR_READY', summary: text, changed: [text] },
    assumptions: [{ text, provenance: 'agent' }],
    skipped: [{ text, provenance: 'agent' }],
    uncertain: [{ text, provenance: 'opinion' }],
    rollback: { text, provenance: 'agent' },
    cost: { usd: 0.42, tokens: 51_200 },
    timeline: [{ at, actor: text, text }],
  };
}

function replay(side: EvidenceReplay['side'], text: string, picture: string, messages: number): EvidenceReplay {
  const calls = Array.from({ length: messages }, (_, index) => ({
    seq: index + 1,
    at: '2026-01-15T10:00:00Z',
    twin: 'slack',
    method: 'POST',
    path: '/api/chat.postMessage',
    operation: 'chat.postMessage',
    body: { channel: 'C0SUPPORT', text },
    status: 200,
    isWrite: true,
  }));
  return {
    scenario: 'escalate-once',
    side,
    repeat: 1,
    assertions: { 'one-message': messages === 1, 'row-visible': true },
    broken: null,
    steps: [
      { index: 0, what: `go to / ${text}`, status: 'passed', error: null, durationMs: 120 },
      {
        index: 1,
        what: `expect one-message: slack: exactly 1 × ${text}`,
        status: messages === 1 ? 'passed' : 'failed',
        error: messages === 1 ? null : text,
        durationMs: 1010,
      },
    ],
    pictures: [{ checkpoint: text, blob: picture, width: 64, height: 40 }],
    console: [{ level: 'log', text }],
    network: [{ method: 'GET', url: `http://product.localhost/?${text}`, status: 200, error: null }],
    calls,
    durationMs: 1400,
  };
}
