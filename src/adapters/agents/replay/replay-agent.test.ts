import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentTask } from '../../../core/agent/agent-adapter.ts';
import { ResultFile } from '../../../core/agent/result-file.ts';
import { parseRecording } from './recording.ts';
import { createReplayAgent } from './replay-agent.ts';

let root: string;
const at = (...path: string[]) => join(root, ...path);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'andon-replay-'));
  for (const folder of ['recordings', 'in', 'out', 'work']) mkdirSync(at(folder));
  writeFileSync(at('work/app.js'), 'const a = 1;\nconst b = 2;\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const task = (more: Partial<AgentTask> = {}): AgentTask => ({
  packet: '',
  prompt: '',
  visit: 1,
  notes: [],
  settings: { recording: 'it' },
  pace: 'fast',
  ...more,
});
const agent = () => createReplayAgent({ recordings: at('recordings') });
const recordingOf = (steps: string) => `schema: recording/1\ntitle: Secret title\nagent: claude-code\nsteps:\n${steps}`;

/** Does what a station does with a launch: puts the inputs down and runs the process. */
async function start(recording: string, more: Partial<AgentTask> = {}) {
  writeFileSync(at('recordings/it.yaml'), recording);
  const { argv, env, inputs } = await agent().launch(task(more));
  for (const [name, text] of Object.entries(inputs)) writeFileSync(at('in', name), text);
  const places = { ANDON_IN: at('in'), ANDON_OUT: at('out'), ANDON_WORK: at('work') };
  const child = spawn(argv[0]!, argv.slice(1), {
    cwd: at('work'),
    env: { ...process.env, ...env, ...places },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let raw = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    raw += chunk;
  });
  const ended = new Promise<number | string>(done => child.on('close', (code, signal) => done(code ?? signal ?? 'unknown')));
  return { child, ended, raw: () => raw, shown: () => stripVTControlCharacters(raw) };
}

async function play(recording: string, more: Partial<AgentTask> = {}) {
  const { ended, raw, shown } = await start(recording, more);
  return { exit: await ended, raw: raw(), shown: shown() };
}

const events = () =>
  readFileSync(at('out/events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { type: string });

describe('the replay agent', () => {
  it('shows, runs and edits, and leaves a result that fits', async () => {
    const { exit, raw, shown } = await play(
      recordingOf(`  - say: I'll look first.
  - wait: 60000
  - run: cat app.js; pwd
  - write: { path: test/new.test.js, content: "one\\ntwo\\n" }
  - replace: { path: app.js, old: "const b = 2;", new: "const b = '$&';" }
  - result: { state: PR_READY, summary: Done., changed: [app.js], rollback: Revert. }
`),
    );
    expect(exit).toBe(0);
    expect(raw).toContain('\u001b[1m');
    expect(shown).toContain("● I'll look first.\n");
    expect(shown).toContain('● Bash(cat app.js; pwd)\n  └ const a = 1;\n    const b = 2;\n');
    expect(shown).toContain("● Update(app.js)\n  └ 1 line added, 1 removed\n    - const b = 2;\n    + const b = '$&';\n");
    expect(readFileSync(at('work/app.js'), 'utf8')).toBe("const a = 1;\nconst b = '$&';\n");
    expect(readFileSync(at('work/test/new.test.js'), 'utf8')).toBe('one\ntwo\n');
    expect(ResultFile.parse(JSON.parse(readFileSync(at('out/result.json'), 'utf8')))).toMatchObject({
      state: 'PR_READY',
      changed: ['app.js'],
      assumed: [],
    });
    expect(events().map(event => event.type)).toEqual(['message', 'tool', 'command', 'tool', 'edit', 'tool', 'edit', 'end']);
    expect(readFileSync(at('in/session.json'), 'utf8')).not.toContain('Secret title');
  });

  it('folds long output but keeps its end, and drops what would move the cursor', async () => {
    const { shown, raw } = await play(
      recordingOf(`  - run: "seq 1 100; printf '\\\\033[2J\\\\033]0;t\\\\007end\\\\n'; exit 3"\n`),
    );
    expect(shown).toContain('    14\n    … +81 lines\n    96\n');
    expect(shown).toContain('    end\n    Exit 3\n');
    expect(raw).not.toMatch(/\u001b\[2J|\u001b\]0/);
    expect(events()).toContainEqual(expect.objectContaining({ type: 'command', exitCode: 3 }));
  });

  it('says when an edit misses, and goes on', async () => {
    const { exit, shown } = await play(
      recordingOf(
        '  - replace: { path: app.js, old: nope, new: x }\n  - replace: { path: none.js, old: a, new: b }\n  - say: still here\n',
      ),
    );
    expect(exit).toBe(0);
    expect(shown).toContain('The text to replace was not found.');
    expect(shown).toMatch(/ENOENT[\s\S]*still here/);
    expect(existsSync(at('out/result.json'))).toBe(false);
  });

  it('may leave its scope, lie, and fail', async () => {
    const { exit } = await play(
      recordingOf(`  - write: { path: ../outside.txt, content: x }
  - result: { state: PR_READY, summary: All tests pass. }
  - exit: 7
`),
    );
    expect(exit).toBe(7);
    expect(existsSync(at('outside.txt'))).toBe(true);
    expect(JSON.parse(readFileSync(at('out/result.json'), 'utf8'))).toMatchObject({
      schema: 'result/1',
      summary: 'All tests pass.',
    });
  });

  it('ends when it kills itself, and stops at a failed command only where told to', async () => {
    expect((await play(recordingOf('  - run: kill -9 $PPID\n  - say: unreachable\n'))).exit).toBe('SIGKILL');
    expect((await play(recordingOf('  - run: "false"\n  - run: "false"\n    stop_on_fail: true\n  - exit: 9\n'))).exit).toBe(1);
    expect((await play(recordingOf('  - run: exit 4\n    stop_on_fail: true\n    expect_exit: 4\n  - exit: 9\n'))).exit).toBe(9);
  });

  it('does not wait for what a command left running', async () => {
    const { exit, shown } = await play(recordingOf('  - run: sleep 300 & echo $!\n  - say: onwards\n'));
    const left = Number(/└ (\d+)/.exec(shown)![1]);
    process.kill(left);
    expect([exit, shown.includes('onwards')]).toEqual([0, true]);
  });

  it('stalls until it is stopped', async () => {
    const { child, ended, shown } = await start(recordingOf('  - say: thinking\n  - stall: true\n'));
    await new Promise<void>(done => child.stdout.on('data', () => shown().includes('thinking') && done()));
    expect(child.exitCode).toBeNull();
    child.kill();
    expect(await ended).toBe('SIGTERM');
  });

  it('plays the recording of the visit, and shows the notes it was given', async () => {
    const visits =
      'schema: recording/1\ntitle: T\nvisits:\n  - steps: [ { say: first try } ]\n  - steps: [ { say: second try } ]\n';
    expect((await play(visits)).shown).toContain('first try');
    const second = await play(visits, { visit: 3, notes: ['The engineer says: mind the tests.'] });
    expect(second.shown).toMatch(/> The engineer says: mind the tests\.[\s\S]*second try/);
  });

  it('types at human speed', async () => {
    const { child, ended, shown } = await start(recordingOf(`  - say: ${'slowly '.repeat(20)}\n`), { pace: 'human' });
    await new Promise<void>(done => child.stdout.once('data', () => done()));
    const early = shown().length;
    expect(await ended).toBe(0);
    expect(shown().length).toBeGreaterThan(early);
  });

  it('names the recordings there are when one is missing', async () => {
    writeFileSync(at('recordings/escalate-once.yaml'), '');
    await expect(agent().launch(task({ settings: { recording: 'escalate-onec' } }))).rejects.toMatchObject({
      code: 'replay.recording-missing',
      hint: 'Write `escalate-once` if that is what was meant.',
    });
    await expect(agent().launch(task({ settings: { recording: '../secret' } }))).rejects.toMatchObject({ kind: 'missing' });
    await expect(agent().launch(task({ settings: {} }))).rejects.toMatchObject({ code: 'replay.no-recording' });
  });
});

describe('parseRecording', () => {
  it.each([
    ['  - replce: hello\n', 'it.yaml:5: unknown field `steps[1].replce`, did you mean `replace`?'],
    ['  - say: a\n  - say: b\n    run: c\n', 'it.yaml:6: `steps[2]`: a step has exactly one of'],
    ['  - result: { state: MERGED, summary: x }\n', 'it.yaml:5: `steps[1].result.state` is "MERGED"'],
    ['  - write: { path: x }\n', 'it.yaml:5: `steps[1].write.content` is missing'],
    ['  - wait: soon\n', '`steps[1].wait` should be a number, not text'],
    ['  []\nvisits: []\n', 'it.yaml'],
  ])('names the line of %j', (steps, message) => expect(() => parseRecording(recordingOf(steps), 'it.yaml')).toThrow(message));
});
